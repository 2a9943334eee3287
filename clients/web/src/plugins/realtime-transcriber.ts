/** Writes down what is said. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../plugin/plugin.js';

export interface StartRealtimeTranscriberOption {
  sourceLanguage: string;
  translationLanguages?: string | string[];
  userIdsToTranscribe?: string | string[];
  transcriberRobotId?: string;
}

export interface StopRealtimeTranscriberOption {
  transcriberRobotId: string;
}

export class RealtimeTranscriber extends UnsupportedPlugin {
  static readonly Name: string = 'RealtimeTranscriber';

  start(_options: StartRealtimeTranscriberOption): Promise<never> {
    return this.refuse();
  }

  async stop(_options?: StopRealtimeTranscriberOption): Promise<void> {}
}

export default RealtimeTranscriber;
