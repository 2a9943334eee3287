/** Plays the sound of one user in an element of its own, which is not part of the page. */

import { sharedAudioContext } from '../audio-context.js';
import type { Autoplay } from './autoplay.js';
import { PlayState, type PlayStateListener } from './play-state.js';
import { followSpeaker, leaveSpeaker } from './speaker.js';

export class AudioPlayer {
  private element: HTMLAudioElement | null = null;
  private track: MediaStreamTrack | null = null;
  private amplifier: { source: AudioNode; gain: GainNode } | null = null;
  private volume = 100;
  private readonly playState: PlayState;

  constructor(
    private readonly userId: string,
    private readonly autoplay: Autoplay,
    listener: PlayStateListener,
  ) {
    this.playState = new PlayState(listener);
  }

  async play(track: MediaStreamTrack): Promise<void> {
    if (this.track === track && this.element) return;
    this.track = track;
    const element = this.element ?? this.createElement();
    this.playState.watch(element, track);
    element.srcObject = new MediaStream([track]);
    this.applyVolume();
    await this.resume();
  }

  /** 100 is as sent; more is amplified. */
  setVolume(volume: number): void {
    this.volume = volume;
    this.applyVolume();
  }

  pause(): void {
    this.element?.pause();
  }

  async resume(): Promise<void> {
    const element = this.element;
    if (!element) return;
    try {
      await element.play();
      this.autoplay.settled(this);
    } catch (error) {
      if ((error as Error).name !== 'NotAllowedError') return;
      this.autoplay.refused(this, this.userId, 'audio', () => this.resume());
    }
  }

  stop(): void {
    this.autoplay.settled(this);
    this.playState.stop();
    this.releaseAmplifier();
    if (this.element) {
      leaveSpeaker(this.element);
      this.element.srcObject = null;
    }
    this.element = null;
    this.track = null;
  }

  private createElement(): HTMLAudioElement {
    const element = document.createElement('audio');
    element.autoplay = true;
    this.element = element;
    followSpeaker(element);
    return element;
  }

  private applyVolume(): void {
    if (!this.element || !this.track) return;
    this.releaseAmplifier();
    const amplified = this.volume > 100;
    this.element.muted = amplified;
    if (amplified) this.amplify(this.track);
    else this.element.volume = this.volume / 100;
  }

  /** An element cannot play louder than the sound is; the muted element stays, for Chromium decodes only for one. */
  private amplify(track: MediaStreamTrack): void {
    const context = sharedAudioContext();
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const gain = context.createGain();
    gain.gain.value = this.volume / 100;
    source.connect(gain).connect(context.destination);
    this.amplifier = { source, gain };
  }

  private releaseAmplifier(): void {
    this.amplifier?.source.disconnect();
    this.amplifier?.gain.disconnect();
    this.amplifier = null;
  }
}
