import type { OutgoingFrame } from '../session/wire.js';

/** First numbers are drawn below this (spec/13 §1.3). */
const FIRST_NUMBERS = 16_383;
/** What waits while there is no connection; the oldest is given up for the newest. */
const MOST_WAITING = 256;
/** Afterwards they leave a little slower than the 30 a second the server takes. */
const PACE = 40;

/** Numbers what is sent, and keeps it while there is no connection. */
export class MessageOutbox {
  private readonly lastNumbers = new Map<number, number>();
  private readonly waiting: OutgoingFrame[] = [];
  private paused = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly random: () => number,
    private readonly transmit: (frame: OutgoingFrame) => void,
  ) {}

  /** @param data in base64 */
  send(cmdId: number, data: string): void {
    const frame = { t: 'msg', cmdId, seq: this.number(cmdId), rel: true, ord: true, data };
    if (!this.paused && this.waiting.length === 0) {
      this.transmit(frame);
      return;
    }
    this.waiting.push(frame);
    if (this.waiting.length > MOST_WAITING) {
      this.waiting.shift();
    }
  }

  pause(): void {
    this.paused = true;
    this.stopTimer();
  }

  resume(): void {
    this.paused = false;
    if (this.waiting.length > 0 && this.timer === undefined) {
      this.timer = setInterval(() => this.sendWaiting(), PACE);
    }
  }

  close(): void {
    this.pause();
    this.waiting.length = 0;
  }

  private sendWaiting(): void {
    const frame = this.waiting.shift();
    if (frame) {
      this.transmit(frame);
    } else {
      this.stopTimer();
    }
  }

  private number(cmdId: number): number {
    const last = this.lastNumbers.get(cmdId);
    const number = last === undefined ? Math.floor(this.random() * FIRST_NUMBERS) : last + 1;
    this.lastNumbers.set(cmdId, number);
    return number;
  }

  private stopTimer(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
