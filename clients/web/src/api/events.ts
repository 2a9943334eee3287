/** What handlers of `on` are called with (spec/16 §5). */

import type { RtcError } from '../errors.js';
import type { CustomMessage, NetworkQuality, TRTCStatistics } from './configs.js';
import type {
  BannedReason,
  ConnectionState,
  PEER_LEAVE_REASON,
  PlayerState,
  TRTCDeviceAction,
  TRTCDeviceType,
  TRTCStreamType,
} from './constants.js';

export type MediaType = 'audio' | 'video' | 'screen';
export type PublishState = 'starting' | 'started' | 'stopped';
export type PlayReason = 'playing' | 'mute' | 'unmute' | 'ended' | 'pause';

export interface TranslationText {
  language: string;
  text: string;
}

export interface RealtimeTranscriberMessageEvent {
  segmentId: string;
  speakerUserId: string;
  sourceText: string;
  translationTexts: TranslationText[];
  timestamp: number;
  isCompleted: boolean;
  robotId: string;
}

export interface RealtimeTranscriberStateEvent {
  state: 'started' | 'stopped';
  roomId: string | number;
  transcriberRobotId: string;
  sourceLanguage?: string;
  error?: number;
  errorMessage?: string;
}

export interface PictureInPictureStateChangedEvent {
  userId: string;
  streamType: TRTCStreamType;
  isPictureInPicture: boolean;
  pictureInPictureWindow?: PictureInPictureWindow;
}

export interface FullScreenStateChangedEvent {
  userId: string;
  streamType: TRTCStreamType;
  isFullScreen: boolean;
}

export interface TRTCEventTypes {
  error: [error: RtcError];
  'autoplay-failed': [{ userId: string; mediaType: MediaType; resume: () => Promise<void> }];
  'kicked-out': [{ reason: Exclude<BannedReason, 'user_time_out'> }];
  'remote-user-enter': [{ userId: string }];
  'remote-user-exit': [{ userId: string; reason?: PEER_LEAVE_REASON }];
  'remote-audio-available': [{ userId: string }];
  'remote-audio-unavailable': [{ userId: string }];
  'remote-video-available': [{ userId: string; streamType: TRTCStreamType }];
  'remote-video-unavailable': [{ userId: string; streamType: TRTCStreamType }];
  'audio-volume': [{ result: { userId: string; volume: number; floatVolume: number }[] }];
  'audio-frame': [{ data: Float32Array }];
  'network-quality': [quality: NetworkQuality];
  'connection-state-changed': [{ prevState: ConnectionState; state: ConnectionState; isReconnecting?: boolean }];
  'audio-play-state-changed': [{ userId: string; state: PlayerState; reason: string }];
  'video-play-state-changed': [{ userId: string; streamType: TRTCStreamType; state: PlayerState; reason: string }];
  'screen-share-stopped': [];
  'device-changed': [{ type: TRTCDeviceType; action: TRTCDeviceAction; device: MediaDeviceInfo }];
  'publish-state-changed': [
    {
      mediaType: MediaType;
      state: PublishState;
      prevState: PublishState;
      reason?: 'timeout' | 'error' | 'api-call';
      error?: RtcError;
    },
  ];
  track: [{ userId: string; streamType?: TRTCStreamType; track: MediaStreamTrack; sourceTrack: MediaStreamTrack }];
  statistics: [statistics: TRTCStatistics];
  'sei-message': [{ data: ArrayBuffer; userId: string; streamType: TRTCStreamType; seiPayloadType: number }];
  'custom-message': [message: CustomMessage];
  'first-video-frame': [{ userId: string; streamType: TRTCStreamType; width: number; height: number }];
  'permission-state-change': [{ camera: PermissionState; microphone: PermissionState }];
  'video-size-changed': [{ newWidth: number; newHeight: number; streamType: TRTCStreamType; userId: string }];
  'realtime-transcriber-message': [RealtimeTranscriberMessageEvent];
  'realtime-transcriber-state-changed': [RealtimeTranscriberStateEvent];
  'picture-in-picture-state-changed': [PictureInPictureStateChangedEvent];
  'full-screen-state-changed': [FullScreenStateChangedEvent];
}
