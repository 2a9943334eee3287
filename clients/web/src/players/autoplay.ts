/**
 * Browsers refuse to play sound before the first gesture. Whoever was refused waits here; the first click, touch or key
 * plays everything (spec/16 §10.4).
 */

import type { MediaType } from '../api/events.js';
import type { Emitter } from '../emitter.js';
import { showAutoplayDialog } from './dialog.js';

const gestures = ['click', 'touchend', 'keydown'] as const;

export class Autoplay {
  dialogEnabled = true;
  private readonly waiting = new Map<object, () => Promise<void>>();
  private closeDialog: (() => void) | null = null;

  constructor(private readonly emitter: Emitter) {}

  /** Called when `play()` was refused; `resume` is tried again on the next gesture. */
  refused(player: object, userId: string, mediaType: MediaType, resume: () => Promise<void>): void {
    const first = this.waiting.size === 0;
    this.waiting.set(player, resume);
    if (first) for (const gesture of gestures) document.addEventListener(gesture, this.gesture, true);
    this.emitter.emit('autoplay-failed', { userId, mediaType, resume: () => this.resumeAll() });
    if (this.dialogEnabled && !this.closeDialog) this.closeDialog = showAutoplayDialog(() => void this.resumeAll());
  }

  /** The player plays, or has nothing to play any more. */
  settled(player: object): void {
    if (this.waiting.delete(player) && this.waiting.size === 0) this.rest();
  }

  async resumeAll(): Promise<void> {
    const players = [...this.waiting];
    this.waiting.clear();
    this.rest();
    await Promise.all(players.map(([, resume]) => resume()));
  }

  private readonly gesture = () => void this.resumeAll();

  private rest(): void {
    for (const gesture of gestures) document.removeEventListener(gesture, this.gesture, true);
    this.closeDialog?.();
    this.closeDialog = null;
  }
}
