/** Decodes pictures in the page. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../plugin/plugin.js';

export interface VideoDecoderConfig {
  codec: string;
  hardwareAcceleration?: 'prefer-hardware' | 'prefer-software' | 'no-preference';
}

export class TRTCVideoDecoder extends UnsupportedPlugin {
  static readonly Name: string = 'TRTCVideoDecoder';

  start(_options: unknown): Promise<never> {
    return this.refuse();
  }

  update(_options: unknown): Promise<never> {
    return this.refuse();
  }

  async stop(_options?: unknown): Promise<void> {}
}

export default TRTCVideoDecoder;
