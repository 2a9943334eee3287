/** Options of the plugins that need no registration. */

import type { DenoiserMode } from '../api/constants.js';

export interface AudioMixerOptions {
  id: string;
  url: string;
  loop?: boolean;
  volume?: number;
}

export interface UpdateAudioMixerOptions {
  id: string;
  loop?: boolean;
  volume?: number;
  /** Seconds. */
  seekFrom?: number;
  operation?: 'pause' | 'resume' | 'stop';
}

export interface StopAudioMixerOptions {
  id: string;
}

export interface AIDenoiserOptions {
  assetsPath?: string;
  sdkAppId: number;
  userId: string;
  userSig: string;
  mode?: DenoiserMode;
}

export interface UpdateDenoiserOptions {
  mode: DenoiserMode;
}

export type AudioSource = HTMLAudioElement | MediaStreamTrack | AudioNode;

export interface InitAudioProcessorOptions {
  assetsPath?: string;
  sdkAppId: number;
  userId: string;
  userSig: string;
  audioReference?: AudioSource[];
}

export interface UpdateAudioProcessorOptions {
  audioReference?: AudioSource[];
}

export interface UpdateDebugOptions {
  visible: boolean;
}
