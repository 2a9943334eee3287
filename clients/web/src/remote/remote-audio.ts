/** The sound of one other user: subscribed, played, at a volume of its own. */

import type { Emitter } from '../emitter.js';
import type { Logger } from '../logger.js';
import { AudioPlayer } from '../players/audio-player.js';
import type { RoomSession } from '../session.js';
import type { Surroundings } from '../surroundings.js';

export class RemoteAudio {
  private readonly player: AudioPlayer;
  private readonly emitter: Emitter;
  private readonly log: Logger;
  private subscribed = false;
  private available = false;
  private received: MediaStreamTrack | null = null;

  constructor(
    private readonly userId: string,
    around: Surroundings,
    volume: number,
  ) {
    this.emitter = around.emitter;
    this.log = around.log;
    this.player = new AudioPlayer(userId, around.autoplay, (state, reason) =>
      this.emitter.emit('audio-play-state-changed', { userId, state, reason }),
    );
    this.player.setVolume(volume);
  }

  get track(): MediaStreamTrack | null {
    return this.subscribed ? this.received : null;
  }

  get isHeard(): boolean {
    return this.subscribed && this.available && this.received !== null;
  }

  setVolume(volume: number): void {
    this.player.setVolume(volume);
  }

  /** Subscribes on first need; later, sound that comes back is only played again. */
  async receive(session: RoomSession): Promise<void> {
    if (this.subscribed) {
      this.play();
      return;
    }
    this.subscribed = true;
    try {
      this.accept(await session.subscribe(this.userId, 'audio'));
    } catch (error) {
      this.subscribed = false;
      throw error;
    }
  }

  async refuse(session: RoomSession | null): Promise<void> {
    if (!this.subscribed) return;
    this.subscribed = false;
    this.player.stop();
    this.received = null;
    await session?.unsubscribe(this.userId, 'audio');
  }

  accept(track: MediaStreamTrack): void {
    if (!this.subscribed) return;
    if (this.received !== track) {
      this.received = track;
      this.emitter.emit('track', { userId: this.userId, streamType: 'main', track, sourceTrack: track });
    }
    this.play();
  }

  becameAvailable(): void {
    this.available = true;
  }

  becameUnavailable(): void {
    this.available = false;
    this.player.stop();
  }

  close(): void {
    this.subscribed = false;
    this.player.stop();
  }

  pause(): void {
    this.player.pause();
  }

  async resume(): Promise<void> {
    await this.player.resume();
  }

  private play(): void {
    if (!this.received || !this.available) return;
    this.player.play(this.received).catch((error) => this.log.warn(`sound of ${this.userId}`, error));
  }
}
