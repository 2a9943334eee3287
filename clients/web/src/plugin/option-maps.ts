/** Names of plugins and what they take (spec/16 §9). */

import type { CDNStreamingOptions } from '../plugins/cdn-streaming.js';
import type { StartChorusOption, UpdateChorusOption } from '../plugins/chorus.js';
import type { StartCrossRoomOption, StopCrossRoomOption, UpdateCrossRoomOption } from '../plugins/cross-room.js';
import type { EncryptionOptions } from '../plugins/custom-encryption.js';
import type { DeviceDetectorOptions } from '../plugins/device-detector.js';
import type { StartLEBPlayerOption, UpdateLEBPlayerOption } from '../plugins/lebplayer.js';
import type { StartRealtimeTranscriberOption, StopRealtimeTranscriberOption } from '../plugins/realtime-transcriber.js';
import type { SmallStreamAutoSwitcherOptions } from '../plugins/small-stream-auto-switcher.js';
import type { BasicBeautyOptions } from '../plugins/video-effect/basic-beauty.js';
import type { BeautyOptions, UpdateBeautyOptions } from '../plugins/video-effect/beauty.js';
import type { UpdateVideoMixerOptions, VideoMixerOptions } from '../plugins/video-effect/video-mixer.js';
import type {
  UpdateVirtualBackgroundOptions,
  VirtualBackgroundOptions,
} from '../plugins/video-effect/virtual-background.js';
import type { WatermarkOptions } from '../plugins/video-effect/watermark.js';
import type {
  AIDenoiserOptions,
  AudioMixerOptions,
  InitAudioProcessorOptions,
  StopAudioMixerOptions,
  UpdateAudioMixerOptions,
  UpdateAudioProcessorOptions,
  UpdateDebugOptions,
  UpdateDenoiserOptions,
} from './built-in-options.js';

export type PluginStartOptionsMap = {
  AudioMixer: AudioMixerOptions;
  AIDenoiser: AIDenoiserOptions;
  CDNStreaming: CDNStreamingOptions;
  VirtualBackground: VirtualBackgroundOptions;
  Watermark: WatermarkOptions;
  VideoMixer: VideoMixerOptions;
  Beauty: BeautyOptions;
  BasicBeauty: BasicBeautyOptions;
  DeviceDetector: DeviceDetectorOptions;
  Debug: undefined;
  CrossRoom: StartCrossRoomOption;
  CustomEncryption: EncryptionOptions;
  SmallStreamAutoSwitcher: SmallStreamAutoSwitcherOptions;
  AudioProcessor: InitAudioProcessorOptions;
  Chorus: StartChorusOption;
  LEBPlayer: StartLEBPlayerOption;
  RealtimeTranscriber: StartRealtimeTranscriberOption;
};

export type PluginUpdateOptionsMap = {
  AudioMixer: UpdateAudioMixerOptions;
  AIDenoiser: UpdateDenoiserOptions;
  CDNStreaming: CDNStreamingOptions;
  VirtualBackground: UpdateVirtualBackgroundOptions;
  Watermark: WatermarkOptions;
  VideoMixer: UpdateVideoMixerOptions;
  Beauty: UpdateBeautyOptions;
  BasicBeauty: BasicBeautyOptions;
  CrossRoom: UpdateCrossRoomOption;
  AudioProcessor: UpdateAudioProcessorOptions;
  Debug: UpdateDebugOptions;
  Chorus: UpdateChorusOption;
  LEBPlayer: UpdateLEBPlayerOption;
};

export type PluginStopOptionsMap = {
  AudioMixer: StopAudioMixerOptions;
  AIDenoiser: undefined;
  CDNStreaming: CDNStreamingOptions;
  VirtualBackground: undefined;
  Watermark: undefined;
  VideoMixer: undefined;
  Beauty: undefined;
  BasicBeauty: undefined;
  DeviceDetector: undefined;
  Debug: undefined;
  CrossRoom: StopCrossRoomOption | undefined;
  SmallStreamAutoSwitcher: undefined;
  AudioProcessor: undefined;
  CustomEncryption: undefined;
  Chorus: undefined;
  LEBPlayer: undefined;
  RealtimeTranscriber: StopRealtimeTranscriberOption;
};
