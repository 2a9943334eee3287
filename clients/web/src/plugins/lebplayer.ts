/** Plays live broadcasts. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../plugin/plugin.js';

export interface StartLEBPlayerOption {
  view: string | HTMLElement;
  url: string;
  licenseConfig?: { secretKey: string; encrypted: string; signature: string };
  muted?: boolean;
  volume?: number;
  fillMode?: 'contain' | 'cover' | 'fill';
  loggerConfig: { sdkAppId: number; userId: string };
  callback?: object;
}

export interface UpdateLEBPlayerOption {
  view?: string | HTMLElement;
  volume?: number;
  muted?: boolean;
  fillMode?: 'contain' | 'cover' | 'fill';
  action?: 'pause' | 'resume';
  fullScreen?: boolean;
  pictureInPicture?: boolean;
}

export class LEBPlayer extends UnsupportedPlugin {
  static readonly Name: string = 'LEBPlayer';

  start(_options: StartLEBPlayerOption): Promise<never> {
    return this.refuse();
  }

  update(_options: UpdateLEBPlayerOption): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export default LEBPlayer;
