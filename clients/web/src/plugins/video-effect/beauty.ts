/** Makes faces up. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../../plugin/plugin.js';

export interface Effect {
  id: string;
  intensity?: number;
  filterIntensity?: number;
}

export interface UpdateBeautyOptions {
  whiten?: number;
  dermabrasion?: number;
  lift?: number;
  shave?: number;
  eye?: number;
  chin?: number;
  effect?: Effect[];
}

export interface BeautyOptions extends UpdateBeautyOptions {
  sdkAppId: number;
  userId: string;
  userSig: string;
  onError?: () => object;
}

export class Beauty extends UnsupportedPlugin {
  static readonly Name: string = 'Beauty';

  start(_options: BeautyOptions): Promise<never> {
    return this.refuse();
  }

  update(_options: UpdateBeautyOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export default Beauty;
