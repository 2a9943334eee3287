/** What is asked of the browser for a configuration. */

import type { LocalAudioConfig, LocalVideoConfig, ScreenShareConfig, VideoProfile } from '../api/configs.js';
import { resolveAudioProfile } from '../profiles.js';

type VideoOption = NonNullable<LocalVideoConfig['option']>;
type AudioOption = NonNullable<LocalAudioConfig['option']>;
type ScreenOption = NonNullable<ScreenShareConfig['option']>;

/** `resizeMode` and `restrictOwnAudio` and their like are younger than the types. */
type WithYounger<T> = T & Record<string, unknown>;

export function cameraConstraints(option: VideoOption, profile: VideoProfile, any: boolean): MediaStreamConstraints {
  const video: WithYounger<MediaTrackConstraints> = {
    width: { ideal: profile.width },
    height: { ideal: profile.height },
    frameRate: { ideal: profile.frameRate },
  };
  if (option.avoidCropping) video.resizeMode = 'none';
  if (option.cameraId && !any) video.deviceId = { exact: option.cameraId };
  else if (option.useFrontCamera !== undefined) video.facingMode = option.useFrontCamera ? 'user' : 'environment';
  return { video };
}

export function microphoneConstraints(option: AudioOption, any: boolean): MediaStreamConstraints {
  const profile = resolveAudioProfile(option.profile);
  const audio: MediaTrackConstraints = {
    echoCancellation: (option.echoCancellation ?? true) as boolean,
    autoGainControl: option.autoGainControl ?? true,
    noiseSuppression: option.noiseSuppression ?? true,
    sampleRate: { ideal: profile.sampleRate },
    channelCount: { ideal: profile.channelCount },
  };
  if (option.microphoneId && !any) audio.deviceId = { exact: option.microphoneId };
  return { audio };
}

const surfaces = { 'current-tab': 'browser', tab: 'browser', window: 'window', monitor: 'monitor' } as const;

export function screenOptions(option: ScreenOption, profile: VideoProfile): DisplayMediaStreamOptions {
  const surface = option.preferDisplaySurface ?? 'monitor';
  const options: WithYounger<DisplayMediaStreamOptions> = {
    video: {
      width: { max: profile.width },
      height: { max: profile.height },
      frameRate: { ideal: profile.frameRate },
      displaySurface: surfaces[surface],
    },
    audio: option.systemAudio ? systemAudioConstraints(option) : false,
  };
  if (surface === 'current-tab') options.preferCurrentTab = true;
  if (option.selfBrowserSurface) options.selfBrowserSurface = option.selfBrowserSurface;
  if (option.systemAudio) options.systemAudio = 'include';
  return options;
}

function systemAudioConstraints(option: ScreenOption): MediaTrackConstraints {
  return {
    echoCancellation: option.echoCancellation ?? false,
    autoGainControl: option.autoGainControl ?? false,
    noiseSuppression: option.noiseSuppression ?? false,
  };
}
