/** Replaces what is behind a person. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../../plugin/plugin.js';

export interface UpdateVirtualBackgroundOptions {
  type: 'image' | 'blur' | 'color';
  src?: string;
  blurLevel?: number;
  enableFaceCentering?: boolean;
  enableEffectOptimization?: boolean;
  color?: string | [number, number, number];
}

export interface VirtualBackgroundOptions extends Partial<UpdateVirtualBackgroundOptions> {
  sdkAppId: number;
  userId: string;
  userSig: string;
  // biome-ignore lint/suspicious/noExplicitAny: the official type
  onAbort?: (error: any) => void;
}

export class VirtualBackground extends UnsupportedPlugin {
  static readonly Name: string = 'VirtualBackground';

  start(_options: VirtualBackgroundOptions): Promise<never> {
    return this.refuse();
  }

  update(_options: UpdateVirtualBackgroundOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export default VirtualBackground;
