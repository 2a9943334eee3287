/** Mixes cameras, screens and texts into one. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import type { VideoProfile } from '../../api/configs.js';
import { UnsupportedPlugin } from '../../plugin/plugin.js';
import type { screenProfileMap, videoProfileMap } from '../../profiles.js';

export interface LayerOption {
  x: number;
  y: number;
  width: number;
  height: number;
  zIndex: number;
  fillMode?: 'contain' | 'cover' | 'fill';
  mirror?: boolean;
  rotation?: 0 | 90 | 180 | 270;
  hidden?: boolean;
}

export interface CanvasInfo {
  canvasColor?: string | CanvasGradient | CanvasPattern;
  width: number;
  height: number;
  frameRate?: number;
}

export interface CameraSource {
  id: string;
  cameraId?: string;
  videoTrack?: MediaStreamTrack;
  profile?: keyof typeof videoProfileMap | VideoProfile;
  layout: LayerOption;
  useInternalTrack?: boolean;
}

export interface ScreenSource {
  id: string;
  profile?: keyof typeof screenProfileMap | VideoProfile;
  captureElement?: HTMLElement;
  preferDisplaySurface?: 'current-tab' | 'tab' | 'window' | 'monitor';
  layout: LayerOption;
  systemAudio?: boolean;
  videoTrack?: MediaStreamTrack;
  audioTrack?: MediaStreamTrack;
  useInternalTrack?: boolean;
}

export interface TextSource {
  id: string;
  content: string;
  font?: string;
  color?: string | CanvasGradient | CanvasPattern;
  layout: LayerOption;
}

export interface ImageSource {
  id: string;
  url: string;
  layout: LayerOption;
}

export type VideoSource = ImageSource;

export interface UpdateVideoMixerOptions {
  view?: string | HTMLElement | null;
  canvasInfo?: CanvasInfo;
  camera?: CameraSource[];
  screen?: ScreenSource[];
  text?: TextSource[];
  image?: ImageSource[];
  video?: VideoSource[];
}

export interface VideoMixerOptions extends UpdateVideoMixerOptions {
  canvasInfo: CanvasInfo;
  onScreenShareStop?: (id: string) => void;
}

export class VideoMixer extends UnsupportedPlugin {
  static readonly Name: string = 'VideoMixer';

  start(_options: VideoMixerOptions): Promise<never> {
    return this.refuse();
  }

  update(_options: UpdateVideoMixerOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export default VideoMixer;
