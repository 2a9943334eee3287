/** Smooths faces. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../../plugin/plugin.js';

export interface BasicBeautyOptions {
  beauty?: number;
  brightness?: number;
  ruddy?: number;
}

export class BasicBeauty extends UnsupportedPlugin {
  static readonly Name: string = 'BasicBeauty';

  start(_options: BasicBeautyOptions): Promise<never> {
    return this.refuse();
  }

  update(_options: BasicBeautyOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export default BasicBeauty;
