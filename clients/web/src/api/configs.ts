/** Parameters and results of the public methods (spec/16 §3, §4, §7). */

import type { TRTCPlugin } from '../plugin/plugin.js';
import type { audioProfileMap, screenProfileMap, videoProfileMap } from '../profiles.js';
import type {
  LOG_LEVEL,
  NetworkQualityValue,
  Scene,
  TRTCStreamType,
  TRTCType,
  TRTCVideoType,
  UserRole,
} from './constants.js';

export type LogLevel = LOG_LEVEL;

export interface PluginWithAssets {
  plugin: TRTCPlugin;
  assetsPath?: string;
}

export interface TRTCOptions {
  plugins?: TRTCPlugin[];
  /** Access to encoded frames from the beginning, needed by `sendSEIMessage` and the event `sei-message`. */
  enableSEI?: boolean;
  enableAutoPlayDialog?: boolean;
  /** Accepted; no plugin of this package loads assets. */
  assetsPath?: string;
  /** Accepted, without effect: volume is always measured by an analyser. */
  volumeType?: number;
  enableAutoSwitchWhenRecapturing?: boolean;
  enableVolumeControlInIOS?: boolean;
  userDefineRecordId?: string;
}

/** `bitrate` in kbit/s. */
export interface VideoProfile {
  width: number;
  height: number;
  frameRate: number;
  bitrate: number;
}

/** `bitrate` in kbit/s. */
export interface AudioProfile {
  sampleRate: number;
  channelCount: number;
  bitrate: number;
}

export type View = string | HTMLElement | HTMLElement[] | null;
export type FillMode = 'contain' | 'cover' | 'fill';
export type QosPreference = typeof TRTCType.QOS_PREFERENCE_SMOOTH | typeof TRTCType.QOS_PREFERENCE_CLEAR;

export interface TurnServerOptions {
  /** `ip:port`, or a `turn:` address. */
  url: string;
  username?: string;
  credential?: string;
  credentialType?: 'password';
}

export interface ProxyServer {
  websocketProxy?: string;
  loggerProxy?: string;
  turnServer?: TurnServerOptions | TurnServerOptions[];
  iceTransportPolicy?: RTCIceTransportPolicy;
  webtransportProxy?: string;
  scheduleProxy?: string;
  unifiedProxy?: string;
}

/** Milliseconds. */
export interface PlayoutDelay {
  min: number;
  max: number;
}

export interface QuickStartConfig {
  remoteUserId: string;
  small?: boolean;
  domain?: string;
}

export interface EnterRoomConfig {
  sdkAppId: number;
  userId: string;
  userSig: string;
  roomId?: number;
  strRoomId?: string;
  role?: UserRole;
  autoReceiveAudio?: boolean;
  autoReceiveVideo?: boolean;
  privateMapKey?: string;
  latencyLevel?: number;
  businessInfo?: string;
  enableAutoPlayDialog?: boolean;
  proxy?: ProxyServer | string;
  scene?: Scene;
  userDefineRecordId?: string;
  playoutDelay?: PlayoutDelay;
  quickStart?: QuickStartConfig;
}

export interface SwitchRoomConfig {
  roomId?: number;
  strRoomId?: string;
  privateMapKey?: string;
  userSig: string;
}

export interface SwitchRoleOption {
  privateMapKey?: string;
  latencyLevel?: number;
}

export interface LocalAudioConfig {
  publish?: boolean;
  mute?: boolean | 'microphone';
  muteKeepVolumeDetection?: boolean;
  option?: {
    microphoneId?: string;
    profile?: keyof typeof audioProfileMap | AudioProfile;
    audioTrack?: MediaStreamTrack;
    captureVolume?: number;
    earMonitorVolume?: number;
    echoCancellation?: boolean | 'remote-only' | 'all';
    autoGainControl?: boolean;
    noiseSuppression?: boolean;
  };
}

export interface UpdateLocalAudioConfig extends LocalAudioConfig {
  option?: {
    microphoneId?: string;
    audioTrack?: MediaStreamTrack;
    captureVolume?: number;
    earMonitorVolume?: number;
    echoCancellation?: boolean | 'remote-only' | 'all';
    autoGainControl?: boolean;
    noiseSuppression?: boolean;
  };
}

export interface LocalVideoConfig {
  view?: View;
  publish?: boolean;
  forcePublish?: boolean;
  /** A text is the address of a picture that is sent instead. */
  mute?: boolean | string;
  option?: {
    cameraId?: string;
    useFrontCamera?: boolean;
    profile?: keyof typeof videoProfileMap | VideoProfile;
    fillMode?: FillMode;
    mirror?: boolean | string;
    small?: keyof typeof videoProfileMap | VideoProfile | boolean;
    qosPreference?: QosPreference;
    videoTrack?: MediaStreamTrack;
    avoidCropping?: boolean;
    rotation?: 0 | 90 | 180 | 270;
  };
}

export interface ScreenShareConfig {
  view?: View;
  publish?: boolean;
  streamType?: TRTCStreamType;
  muteSystemAudio?: boolean;
  option?: {
    profile?: keyof typeof screenProfileMap | VideoProfile;
    fillMode?: FillMode;
    systemAudio?: boolean;
    echoCancellation?: boolean;
    autoGainControl?: boolean;
    noiseSuppression?: boolean;
    audioTrack?: MediaStreamTrack;
    videoTrack?: MediaStreamTrack;
    captureElement?: HTMLElement;
    preferDisplaySurface?: 'current-tab' | 'tab' | 'window' | 'monitor';
    selfBrowserSurface?: 'include' | 'exclude';
    qosPreference?: QosPreference;
  };
}

export interface UpdateScreenShareConfig extends ScreenShareConfig {
  option?: {
    fillMode?: FillMode;
    qosPreference?: QosPreference;
    audioTrack?: MediaStreamTrack;
    videoTrack?: MediaStreamTrack;
  };
}

export interface RemoteVideoConfig {
  view?: View;
  userId: string;
  streamType: TRTCStreamType;
  option?: {
    fillMode?: FillMode;
    mirror?: boolean;
    small?: boolean;
    receiveWhenViewVisible?: boolean;
    viewRoot?: HTMLElement;
    canvasRender?: boolean;
    poster?: string;
    draggable?: boolean;
    pictureInPicture?: boolean;
    fullScreen?: boolean;
  };
}

export interface StopRemoteVideoConfig {
  userId: string;
  streamType?: TRTCStreamType;
}

export interface RemoteAudioConfig {
  userId: string;
  option?: { volume?: number };
}

export interface StopRemoteAudioConfig {
  userId: string;
}

export interface TrackQuery {
  userId?: string;
  streamType?: TRTCStreamType;
  processed?: boolean;
}

export interface VideoFrameConfig {
  userId?: string;
  streamType?: TRTCStreamType;
}

export interface PermissionOption {
  request?: boolean;
  types?: ('camera' | 'microphone')[];
}

export interface PermissionResult {
  camera: PermissionState | null;
  microphone: PermissionState | null;
}

export interface SeiOptions {
  seiPayloadType?: number;
  toSubStream?: boolean;
}

export interface CustomMessageData {
  cmdId: number;
  data: ArrayBuffer;
}

export interface CustomMessage extends CustomMessageData {
  userId: string;
  seq: number;
}

export interface PingResult {
  domain: string;
  cost: number;
}

export interface PingResults {
  isPoorNetwork?: boolean;
  timestamp?: number;
  data?: PingResult[];
}

/** RTT in milliseconds, loss in per cent. */
export interface NetworkQuality {
  uplinkNetworkQuality: NetworkQualityValue;
  downlinkNetworkQuality: NetworkQualityValue;
  uplinkRTT: number;
  uplinkLoss: number;
  downlinkRTT: number;
  downlinkLoss: number;
  pingResults?: PingResults;
}

/** rtt in milliseconds, loss in per cent, bytes since the room was entered. */
export interface TRTCStatistics {
  rtt: number;
  downLoss: number;
  upLoss: number;
  bytesSent: number;
  bytesReceived: number;
  localStatistics: LocalStatistic;
  remoteStatistics: RemoteStatistic[];
}

/** bitrate in kbit/s, audioLevel 0..1. */
export interface LocalStatistic {
  audio: { bitrate: number; audioLevel: number };
  video: { width: number; height: number; frameRate: number; bitrate: number; videoType: TRTCVideoType }[];
}

/** jitterBufferDelay in milliseconds. */
export interface RemoteStatistic {
  audio: { bitrate: number; audioLevel: number; jitterBufferDelay: number };
  video: {
    width: number;
    height: number;
    frameRate: number;
    bitrate: number;
    videoType: TRTCVideoType;
    jitterBufferDelay: number;
  }[];
  userId: string;
}

export interface SupportResult {
  result: boolean;
  detail: {
    isBrowserSupported: boolean;
    isWebRTCSupported: boolean;
    isWebCodecsSupported: boolean;
    isMediaDevicesSupported: boolean;
    isScreenShareSupported: boolean;
    isSmallStreamSupported: boolean;
    isH264EncodeSupported: boolean;
    isH264DecodeSupported: boolean;
    isH265EncodeSupported: boolean;
    isH265DecodeSupported: boolean;
    isVp8EncodeSupported: boolean;
    isVp8DecodeSupported: boolean;
  };
}
