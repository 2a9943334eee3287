/** Tells when an element begins, pauses and ends playing its track, each change once. */

import type { PlayerState } from '../api/constants.js';
import type { PlayReason } from '../api/events.js';

export type PlayStateListener = (state: PlayerState, reason: PlayReason) => void;

export class PlayState {
  private state: PlayerState = 'STOPPED';
  private track: MediaStreamTrack | null = null;
  private element: HTMLMediaElement | null = null;

  constructor(private readonly listener: PlayStateListener) {}

  get isPlaying(): boolean {
    return this.state === 'PLAYING';
  }

  watch(element: HTMLMediaElement, track: MediaStreamTrack): void {
    this.release();
    this.element = element;
    this.track = track;
    element.addEventListener('playing', this.playing);
    element.addEventListener('pause', this.paused);
    element.addEventListener('ended', this.ended);
    track.addEventListener('mute', this.muted);
    track.addEventListener('unmute', this.unmuted);
    track.addEventListener('ended', this.ended);
  }

  stop(): void {
    this.release();
    this.change('STOPPED', 'ended');
  }

  private release(): void {
    this.element?.removeEventListener('playing', this.playing);
    this.element?.removeEventListener('pause', this.paused);
    this.element?.removeEventListener('ended', this.ended);
    this.track?.removeEventListener('mute', this.muted);
    this.track?.removeEventListener('unmute', this.unmuted);
    this.track?.removeEventListener('ended', this.ended);
    this.element = null;
    this.track = null;
  }

  private readonly playing = () => this.change('PLAYING', 'playing');
  private readonly paused = () => this.change('PAUSED', 'pause');
  private readonly ended = () => this.change('STOPPED', 'ended');

  private readonly muted = () => {
    if (this.state === 'PLAYING') this.change('PAUSED', 'mute');
  };

  private readonly unmuted = () => {
    if (this.state === 'PAUSED' && !this.element?.paused) this.change('PLAYING', 'unmute');
  };

  private change(state: PlayerState, reason: PlayReason): void {
    if (state === this.state) return;
    this.state = state;
    this.listener(state, reason);
  }
}
