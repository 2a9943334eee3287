/** Built-in plugins of the official client that this one does not have. */

import type { AIDenoiserOptions, InitAudioProcessorOptions } from '../built-in-options.js';
import { UnsupportedPlugin } from '../plugin.js';

export class AIDenoiser extends UnsupportedPlugin {
  static readonly Name: string = 'AIDenoiser';

  start(_options: AIDenoiserOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export class AudioProcessor extends UnsupportedPlugin {
  static readonly Name: string = 'AudioProcessor';

  start(_options: InitAudioProcessorOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}
