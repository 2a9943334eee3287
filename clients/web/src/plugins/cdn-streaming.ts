/** Passes streams on to CDNs. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import type { TRTCStreamType } from '../api/constants.js';
import { UnsupportedPlugin } from '../plugin/plugin.js';

export const PublishMode = {
  PublishMainStreamToCDN: 'PublishMainStreamToCDN',
  PublishSubStreamToCDN: 'PublishSubStreamToCDN',
  PublishMixStreamToCDN: 'PublishMixStreamToCDN',
} as const;
export type PublishMode = (typeof PublishMode)[keyof typeof PublishMode];

export interface Target {
  publishMode: PublishMode;
  streamId?: string;
  appId?: number;
  bizId?: number;
  url?: string;
}

export interface Encoding {
  videoWidth?: number;
  videoHeight?: number;
  videoBitrate?: number;
  videoFramerate?: number;
  videoGOP?: number;
  audioSampleRate?: number;
  audioBitrate?: number;
  audioChannels?: 1 | 2;
}

export interface User {
  userId: string;
  roomId?: number;
  strRoomId?: string;
}

export interface VideoLayout {
  fixedVideoUser: User;
  fixedVideoStreamType?: TRTCStreamType;
  fillMode?: 0 | 1 | 2;
  width?: number;
  height?: number;
  locationX?: number;
  locationY?: number;
  zOrder?: number;
}

export interface Mix {
  backgroundColor?: number;
  backgroundImage?: string;
  audioMixUserList?: User[];
  videoLayoutList?: VideoLayout[];
}

export interface CDNStreamingOptions {
  target: Target;
  encoding?: Encoding;
  mix?: Mix;
}

export class CDNStreaming extends UnsupportedPlugin {
  static readonly Name: string = 'CDNStreaming';
  static readonly TYPE = { PublishMode };

  start(_options: CDNStreamingOptions): Promise<never> {
    return this.refuse();
  }

  update(_options: CDNStreamingOptions): Promise<never> {
    return this.refuse();
  }

  async stop(_options?: CDNStreamingOptions): Promise<void> {}
}

export default CDNStreaming;
