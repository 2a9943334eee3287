/** Changes the voice. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../plugin/plugin.js';

export interface VoiceChangerStartOptions {
  sdkAppId: number;
  userId: string;
  userSig: string;
  voiceType: number;
  pitch?: number;
}

export interface VoiceChangerUpdateOptions {
  voiceType: number;
  pitch?: number;
}

export class VoiceChanger extends UnsupportedPlugin {
  static readonly Name: string = 'VoiceChanger';

  start(_options: VoiceChangerStartOptions): Promise<never> {
    return this.refuse();
  }

  update(_options: VoiceChangerUpdateOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export default VoiceChanger;
