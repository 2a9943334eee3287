/** Figures in words: durations, network levels, sizes of pictures. */

import type { UsageSeconds } from './state.js';

export const TIERS: readonly { key: keyof UsageSeconds; name: string }[] = [
  { key: 'audio', name: 'Audio' },
  { key: 'sd', name: 'SD' },
  { key: 'hd', name: 'HD' },
  { key: 'fullHd', name: 'Full HD' },
  { key: 'twoK', name: '2K' },
  { key: 'fourK', name: '4K' },
];

/** `7:05`, `1:00:09`. */
export function clock(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

const LEVELS = ['not known yet', 'excellent', 'good', 'fair', 'poor', 'very poor', 'no connection'];

/** The word for a network level of 0 to 6. */
export function level(value: number): string {
  return LEVELS[value] ?? 'not known yet';
}

/** Bars of four: none when there is no connection or nothing is known. */
export function bars(value: number): number {
  return value >= 1 && value <= 5 ? Math.max(1, 5 - value) : 0;
}

/** bitrate in kbit/s. */
export interface VideoFigures {
  width: number;
  height: number;
  frameRate: number;
  bitrate: number;
}

export function picture(video: VideoFigures): string {
  const size = video.width ? `${video.width}×${video.height}` : 'no picture yet';
  return `${size} · ${Math.round(video.frameRate)} fps · ${Math.round(video.bitrate)} kbit/s`;
}

/** `120 kB`, `3.4 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  return count < 999_500 ? `${Math.round(count / 1000)} kB` : `${(count / 1_000_000).toFixed(1)} MB`;
}
