/** One's own voice on one's own loudspeaker. */

import { sharedAudioContext } from '../audio-context.js';

export class EarMonitor {
  private track: MediaStreamTrack | null = null;
  private nodes: { source: AudioNode; gain: GainNode } | null = null;

  /** 0 to 100; 0 is off. */
  set(track: MediaStreamTrack, volume: number): void {
    if (volume === 0) {
      this.stop();
      return;
    }
    if (this.track !== track) this.stop();
    this.nodes ??= this.connect(track);
    this.nodes.gain.gain.value = volume / 100;
  }

  stop(): void {
    this.nodes?.source.disconnect();
    this.nodes?.gain.disconnect();
    this.nodes = null;
    this.track = null;
  }

  private connect(track: MediaStreamTrack): { source: AudioNode; gain: GainNode } {
    const context = sharedAudioContext();
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const gain = context.createGain();
    source.connect(gain).connect(context.destination);
    this.track = track;
    return { source, gain };
  }
}
