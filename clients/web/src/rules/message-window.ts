/**
 * How much an application may send: 30 calls and 8000 bytes in a window of one second that starts with the first call
 * after the previous window has ended (spec/13 §1.1).
 */

import { invalidOperation } from '../errors.js';

const windowMilliseconds = 1000;
const callsInWindow = 30;
const bytesInWindow = 8000;

export class MessageWindow {
  private startedAt = Number.NEGATIVE_INFINITY;
  private calls = 0;
  private bytes = 0;

  constructor(private readonly now: () => number) {}

  /** @throws RtcError INVALID_OPERATION without extraCode when the call does not fit any more */
  admit(size: number, functionName: string): void {
    const now = this.now();
    if (now - this.startedAt >= windowMilliseconds) {
      this.startedAt = now;
      this.calls = 0;
      this.bytes = 0;
    }
    this.calls++;
    this.bytes += size;
    if (this.calls > callsInWindow) {
      const message = `${functionName}() is called more than ${callsInWindow} times in a second`;
      throw invalidOperation(undefined, functionName, message);
    }
    if (this.bytes > bytesInWindow) {
      const message = `${functionName}() is given more than ${bytesInWindow} bytes in a second`;
      throw invalidOperation(undefined, functionName, message);
    }
  }
}
