/** How loud everybody is, told at an interval (spec/16 §3.6 `enableAudioVolumeEvaluation`). */

import { sharedAudioContext } from './audio-context.js';
import type { Emitter } from './emitter.js';

const shortestInterval = 100;

/** Who is heard now; the own user has the id `''`. */
export type Heard = () => [userId: string, track: MediaStreamTrack][];

interface Meter {
  track: MediaStreamTrack;
  source: AudioNode;
  analyser: AnalyserNode;
}

export class VolumeEvaluation {
  private timer: ReturnType<typeof setInterval> | null = null;
  private readonly meters = new Map<string, Meter>();

  constructor(
    private readonly emitter: Emitter,
    private readonly heard: Heard,
  ) {}

  start(interval: number, enableInBackground: boolean): void {
    this.stop();
    if (interval <= 0) return;
    const measure = () => {
      if (enableInBackground || !document.hidden) this.measure();
    };
    this.timer = setInterval(measure, Math.max(interval, shortestInterval));
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    for (const userId of [...this.meters.keys()]) this.release(userId);
  }

  private measure(): void {
    const heard = new Map(this.heard());
    for (const [userId, meter] of this.meters) {
      if (heard.get(userId) !== meter.track) this.release(userId);
    }
    for (const [userId, track] of heard) {
      if (!this.meters.has(userId)) this.meters.set(userId, meterOf(track));
    }
    const result = [...this.meters].map(([userId, { analyser }]) => {
      const floatVolume = volumeOf(analyser);
      return { userId, volume: Math.round(floatVolume), floatVolume };
    });
    result.sort((one, other) => other.floatVolume - one.floatVolume);
    this.emitter.emit('audio-volume', { result });
  }

  private release(userId: string): void {
    this.meters.get(userId)?.source.disconnect();
    this.meters.delete(userId);
  }
}

function meterOf(track: MediaStreamTrack): Meter {
  const context = sharedAudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  source.connect(analyser);
  return { track, source, analyser };
}

/** Loudness on a scale of decibels: -60 dB and less is 0, full scale is 100. */
function volumeOf(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return scaleOf(Math.sqrt(power / samples.length));
}

/** @param level root mean square, 0..1 */
export function scaleOf(level: number): number {
  if (level <= 0) return 0;
  const decibels = 20 * Math.log10(level);
  return Math.min(100, Math.max(0, ((decibels + 60) / 60) * 100));
}
