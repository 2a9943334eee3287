/** Profiles of pictures and sound, and how a given one is completed (spec/17 §4). */

import type { AudioProfile, VideoProfile } from './api/configs.js';

const video = (width: number, height: number, frameRate: number, bitrate: number): VideoProfile => ({
  width,
  height,
  frameRate,
  bitrate,
});

/** Camera pictures; bitrate in kbit/s. */
export const videoProfileMap = {
  '120p': video(160, 120, 15, 200),
  '120p_2': video(160, 120, 15, 100),
  '180p': video(320, 180, 15, 350),
  '180p_2': video(320, 180, 15, 150),
  '240p': video(320, 240, 15, 400),
  '240p_2': video(320, 240, 15, 200),
  '360p': video(640, 360, 15, 800),
  '360p_2': video(640, 360, 15, 400),
  '480p': video(640, 480, 15, 900),
  '480p_2': video(640, 480, 15, 500),
  '720p': video(1280, 720, 15, 1500),
  '1080p': video(1920, 1080, 15, 2000),
  '1440p': video(2560, 1440, 30, 4860),
  '4K': video(3840, 2160, 30, 9000),
} as const;

/** Screens. */
export const screenProfileMap = {
  '480p': video(640, 480, 5, 900),
  '480p_2': video(640, 480, 30, 1000),
  '720p': video(1280, 720, 5, 1200),
  '720p_2': video(1280, 720, 30, 3000),
  '1080p': video(1920, 1080, 5, 1600),
  '1080p_2': video(1920, 1080, 30, 4000),
  '1440p': video(2560, 1440, 5, 2000),
  '1440p_2': video(2560, 1440, 30, 4860),
  '4K': video(3840, 2160, 5, 4000),
  '4K_2': video(3840, 2160, 30, 9000),
} as const;

export const audioProfileMap = {
  standard: { sampleRate: 48000, channelCount: 1, bitrate: 40 },
  'standard-stereo': { sampleRate: 48000, channelCount: 2, bitrate: 64 },
  high: { sampleRate: 48000, channelCount: 1, bitrate: 128 },
  'high-stereo': { sampleRate: 48000, channelCount: 2, bitrate: 192 },
} as const;

function resolve<P extends object>(given: unknown, named: Readonly<Record<string, P>>, fallback: P): P {
  if (typeof given === 'object' && given !== null) return { ...fallback, ...definedOnly(given) };
  if (typeof given === 'string' && Object.hasOwn(named, given)) return { ...(named[given] as P) };
  return { ...fallback };
}

function definedOnly(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

export function resolveVideoProfile(given?: string | Partial<VideoProfile>): VideoProfile {
  return resolve<VideoProfile>(given, videoProfileMap, videoProfileMap['480p_2']);
}

export function resolveSmallProfile(given: string | Partial<VideoProfile> | true): VideoProfile {
  return resolve<VideoProfile>(given, videoProfileMap, videoProfileMap['120p_2']);
}

export function resolveScreenProfile(given?: string | Partial<VideoProfile>): VideoProfile {
  return resolve<VideoProfile>(given, screenProfileMap, screenProfileMap['1080p']);
}

export function resolveAudioProfile(given?: string | Partial<AudioProfile>): AudioProfile {
  return resolve<AudioProfile>(given, audioProfileMap, audioProfileMap.standard);
}

/** A small picture may exceed the big one in nothing (spec/16 §3.3). */
export function fitsBeside(big: VideoProfile, small: VideoProfile): boolean {
  return (
    small.width * small.height <= big.width * big.height &&
    small.frameRate <= big.frameRate &&
    small.bitrate <= big.bitrate
  );
}
