/** What `callExperimentalAPI` takes (spec/16 §3.6, §7.4). `getUsage` is this client's own addition. */

import type { UsageSeconds } from '../session.js';
import type { TRTCStreamType } from './constants.js';

export interface EnableAudioFrameEventOptions {
  enable: boolean;
  /** `''` own sound, `'*'` everybody else's. */
  userId: string;
  sampleRate?: number;
  channelCount?: number;
  port?: MessagePort;
}

export interface RemotePlayerOptions {
  userId: string;
  streamType?: TRTCStreamType;
}

export interface RequestPictureInPictureOptions {
  enable: boolean;
}

export interface RequestFullScreenOptions {
  enable: boolean;
}

export interface PlaybackQualityStream {
  name: string;
  userId: string;
  streamType?: TRTCStreamType;
  bitrate: number;
}

export interface ResolutionConfig {
  userId: string;
  streamType: TRTCStreamType;
  name: string;
}

export interface SwitchPlaybackQualityOptions {
  quality?: string;
  streamList?: PlaybackQualityStream[];
  onSwitched?: (from: ResolutionConfig, to: ResolutionConfig) => void;
}

export type PreconnectParams =
  | { enable: true; userId: string; userSig: string; sdkAppId: number }
  | { enable: false; userId?: never; userSig?: never; sdkAppId?: never };

export type ExperimentalAPIFunctionMap = {
  enableAudioFrameEvent: EnableAudioFrameEventOptions;
  resumeRemotePlayer: RemotePlayerOptions;
  pauseRemotePlayer: RemotePlayerOptions;
  requestPictureInPicture: RequestPictureInPictureOptions;
  requestFullScreen: RequestFullScreenOptions;
  switchPlaybackQuality: SwitchPlaybackQualityOptions;
  preconnect: PreconnectParams;
};

/** Names that are this client's own. */
export type OwnExperimentalAPIs = {
  /** Seconds of this stay so far, as they are metered. */
  getUsage: { options: undefined; result: UsageSeconds };
};
