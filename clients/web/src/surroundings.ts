/** What every part of one client shares. */

import type { Emitter } from './emitter.js';
import type { Logger } from './logger.js';
import type { Autoplay } from './players/autoplay.js';

/** The part of `navigator.mediaDevices` that is used, so that tests can stand in for it. */
export interface Devices {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  getDisplayMedia(options: DisplayMediaStreamOptions): Promise<MediaStream>;
  enumerateDevices(): Promise<MediaDeviceInfo[]>;
  /** Whether `getDisplayMedia` is there at all. */
  readonly sharesScreens: boolean;
  onChange(listener: () => void): () => void;
}

export interface Surroundings {
  emitter: Emitter;
  log: Logger;
  autoplay: Autoplay;
  devices: Devices;
}
