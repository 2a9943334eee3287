/** `import TRTC from 'parley-rtc-web'`, with the names the official package exports beside it. */

export * from './api/configs.js';
export * from './api/constants.js';
export * from './api/events.js';
export * from './api/experimental.js';
export { type RTCErrorInterface, type RTCErrorParams, RtcError } from './errors.js';
export * from './plugin/built-in-options.js';
export type { PluginStartOptionsMap, PluginStopOptionsMap, PluginUpdateOptionsMap } from './plugin/option-maps.js';
export type { CDNStreamingOptions } from './plugins/cdn-streaming.js';
export type { StartCrossRoomOption, StopCrossRoomOption, UpdateCrossRoomOption } from './plugins/cross-room.js';
export type { DeviceDetectorOptions } from './plugins/device-detector.js';
export type {
  StartRealtimeTranscriberOption,
  StopRealtimeTranscriberOption,
} from './plugins/realtime-transcriber.js';
export type { SmallStreamAutoSwitcherOptions } from './plugins/small-stream-auto-switcher.js';
export type { BasicBeautyOptions } from './plugins/video-effect/basic-beauty.js';
export type { BeautyOptions, UpdateBeautyOptions } from './plugins/video-effect/beauty.js';
export type { UpdateVideoMixerOptions, VideoMixerOptions } from './plugins/video-effect/video-mixer.js';
export type {
  UpdateVirtualBackgroundOptions,
  VirtualBackgroundOptions,
} from './plugins/video-effect/virtual-background.js';
export type { WatermarkOptions } from './plugins/video-effect/watermark.js';
export { audioProfileMap, screenProfileMap, videoProfileMap } from './profiles.js';
export type { UsageSeconds } from './session.js';
export { default, TRTC } from './trtc.js';
