/**
 * The constants of the official client (spec/16 §5, §6, §8). Enumerations are objects beside a union type of the
 * same name, so that both `Scene.LIVE` and `'live'` are accepted wherever a value is asked for.
 */

export const Scene = { LIVE: 'live', RTC: 'rtc' } as const;
export type Scene = (typeof Scene)[keyof typeof Scene];

export const UserRole = { ANCHOR: 'anchor', AUDIENCE: 'audience' } as const;
export type UserRole = (typeof UserRole)[keyof typeof UserRole];

export const TRTCStreamType = { Main: 'main', Sub: 'sub' } as const;
export type TRTCStreamType = (typeof TRTCStreamType)[keyof typeof TRTCStreamType];

export const TRTCVideoType = { Big: 'big', Small: 'small', Sub: 'sub' } as const;
export type TRTCVideoType = (typeof TRTCVideoType)[keyof typeof TRTCVideoType];

export const TRTCDeviceType = { Camera: 'camera', Microphone: 'microphone', Speaker: 'speaker' } as const;
export type TRTCDeviceType = (typeof TRTCDeviceType)[keyof typeof TRTCDeviceType];

export const TRTCDeviceAction = { Remove: 'remove', Add: 'add', Active: 'active' } as const;
export type TRTCDeviceAction = (typeof TRTCDeviceAction)[keyof typeof TRTCDeviceAction];

export const NetworkQualityValue = {
  UNKNOWN: 0,
  EXCELLENT: 1,
  GOOD: 2,
  POOR: 3,
  BAD: 4,
  VERY_BAD: 5,
  DISCONNECTED: 6,
} as const;
export type NetworkQualityValue = (typeof NetworkQualityValue)[keyof typeof NetworkQualityValue];

export const PlayerState = { PAUSED: 'PAUSED', PLAYING: 'PLAYING', STOPPED: 'STOPPED' } as const;
export type PlayerState = (typeof PlayerState)[keyof typeof PlayerState];

export const ConnectionState = {
  CONNECTED: 'CONNECTED',
  DISCONNECTED: 'DISCONNECTED',
  CONNECTING: 'CONNECTING',
  RECONNECTED: 'RECONNECTED',
  RECONNECTING: 'RECONNECTING',
} as const;
export type ConnectionState = (typeof ConnectionState)[keyof typeof ConnectionState];

export const BannedReason = {
  BANNED: 'banned',
  KICK: 'kick',
  USER_TIME_OUT: 'user_time_out',
  ROOM_DISBAND: 'room_disband',
} as const;
export type BannedReason = (typeof BannedReason)[keyof typeof BannedReason];

export const PEER_LEAVE_REASON = { NORMAL_LEAVE: 0, TIMEOUT_LEAVE: 1, KICK: 2, ROLE_CHANGE: 3 } as const;
export type PEER_LEAVE_REASON = (typeof PEER_LEAVE_REASON)[keyof typeof PEER_LEAVE_REASON];

export const DenoiserMode = { NORMAL: 0, FAR_FIELD_REDUCTION: 1 } as const;
export type DenoiserMode = (typeof DenoiserMode)[keyof typeof DenoiserMode];

export const AutoStartPluginName = { Debug: 'Debug' } as const;
export type AutoStartPluginName = (typeof AutoStartPluginName)[keyof typeof AutoStartPluginName];

export const LOG_LEVEL = { TRACE: 0, DEBUG: 1, INFO: 2, WARN: 3, ERROR: 4, NONE: 5 } as const;
export type LOG_LEVEL = (typeof LOG_LEVEL)[keyof typeof LOG_LEVEL];

export const TRTCType = {
  SCENE_LIVE: 'live',
  SCENE_RTC: 'rtc',
  ROLE_ANCHOR: 'anchor',
  ROLE_AUDIENCE: 'audience',
  STREAM_TYPE_MAIN: 'main',
  STREAM_TYPE_SUB: 'sub',
  AUDIO_PROFILE_STANDARD: 'standard',
  AUDIO_PROFILE_STANDARD_STEREO: 'standard-stereo',
  AUDIO_PROFILE_HIGH: 'high',
  AUDIO_PROFILE_HIGH_STEREO: 'high-stereo',
  QOS_PREFERENCE_SMOOTH: 'smooth',
  QOS_PREFERENCE_CLEAR: 'clear',
  SPEAKER: 'Speakerphone',
  HEADSET: 'Headset earpiece',
} as const;

export const TRTCEvent = {
  ERROR: 'error',
  AUTOPLAY_FAILED: 'autoplay-failed',
  KICKED_OUT: 'kicked-out',
  REMOTE_USER_ENTER: 'remote-user-enter',
  REMOTE_USER_EXIT: 'remote-user-exit',
  REMOTE_AUDIO_AVAILABLE: 'remote-audio-available',
  REMOTE_AUDIO_UNAVAILABLE: 'remote-audio-unavailable',
  REMOTE_VIDEO_AVAILABLE: 'remote-video-available',
  REMOTE_VIDEO_UNAVAILABLE: 'remote-video-unavailable',
  AUDIO_VOLUME: 'audio-volume',
  AUDIO_FRAME: 'audio-frame',
  NETWORK_QUALITY: 'network-quality',
  CONNECTION_STATE_CHANGED: 'connection-state-changed',
  AUDIO_PLAY_STATE_CHANGED: 'audio-play-state-changed',
  VIDEO_PLAY_STATE_CHANGED: 'video-play-state-changed',
  SCREEN_SHARE_STOPPED: 'screen-share-stopped',
  DEVICE_CHANGED: 'device-changed',
  PUBLISH_STATE_CHANGED: 'publish-state-changed',
  TRACK: 'track',
  STATISTICS: 'statistics',
  SEI_MESSAGE: 'sei-message',
  CUSTOM_MESSAGE: 'custom-message',
  FIRST_VIDEO_FRAME: 'first-video-frame',
  PERMISSION_STATE_CHANGE: 'permission-state-change',
  VIDEO_SIZE_CHANGED: 'video-size-changed',
  REALTIME_TRANSCRIBER_MESSAGE: 'realtime-transcriber-message',
  REALTIME_TRANSCRIBER_STATE_CHANGED: 'realtime-transcriber-state-changed',
  PICTURE_IN_PICTURE_STATE_CHANGED: 'picture-in-picture-state-changed',
  FULL_SCREEN_STATE_CHANGED: 'full-screen-state-changed',
} as const;

/** `code` of an `RtcError`. */
export const ErrorCode = {
  INVALID_PARAMETER: 5000,
  INVALID_OPERATION: 5100,
  ENV_NOT_SUPPORTED: 5200,
  DEVICE_ERROR: 5300,
  SERVER_ERROR: 5400,
  OPERATION_FAILED: 5500,
  OPERATION_ABORT: 5998,
  UNKNOWN_ERROR: 5999,
};
