/** Draws a picture over the camera's. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../../plugin/plugin.js';

export interface WatermarkOptions {
  imageUrl: string;
  x: number;
  y: number;
  size?: { height?: number; width?: number } | number | 'contain' | 'cover';
}

export class Watermark extends UnsupportedPlugin {
  static readonly Name: string = 'Watermark';

  start(_options: WatermarkOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export default Watermark;
