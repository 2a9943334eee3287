import { RtcError } from 'parley-rtc-web';
import { displayName } from '../names.js';
import type { ChatMessage, State } from '../state.js';
import type { Store } from '../store.js';
import type { Notices } from './notices.js';

/** Messages with this number are text in UTF-8. */
const TEXT = 1;
/** What one message holds (spec/13 §1.1). */
export const MAX_BYTES = 1000;
const KEPT = 500;

interface Messenger {
  sendCustomMessage(message: { cmdId: number; data: ArrayBuffer }): unknown;
}

export function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The chat of the room: what is said while one is there, nothing older. */
export class Chat {
  private last = 0;

  constructor(
    private readonly messenger: Messenger,
    private readonly state: Store<State>,
    private readonly notices: Notices,
  ) {}

  /** False when it was refused; the text should then not be thrown away. */
  async send(text: string): Promise<boolean> {
    const { stay } = this.state.current;
    if (!stay) return false;
    try {
      // The client sends at once or throws; other clients of this shape answer with a promise.
      await this.messenger.sendCustomMessage({ cmdId: TEXT, data: new TextEncoder().encode(text).buffer });
    } catch (error) {
      this.notices.warn({ title: 'The message was not sent', text: refusal(error) });
      return false;
    }
    this.add(stay.userId, text, true);
    return true;
  }

  received(userId: string, cmdId: number, data: ArrayBuffer): void {
    if (cmdId !== TEXT) return;
    const text = textOf(data);
    this.add(userId, text, false);
    if (this.state.current.panel === 'chat') return;
    this.state.patch({ unread: this.state.current.unread + 1 });
    this.notices.announce(`${displayName(userId)} writes: ${text}`);
  }

  private add(userId: string, text: string, own: boolean): void {
    const message: ChatMessage = { id: ++this.last, userId, name: displayName(userId), own, text, at: Date.now() };
    this.state.patch({ messages: [...this.state.current.messages, message].slice(-KEPT) });
  }
}

function textOf(data: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return `(${data.byteLength} bytes that are no text)`;
  }
}

function refusal(error: unknown): string {
  const code = error instanceof RtcError ? (error.extraCode ?? error.code) : 0;
  if (code === 5107) return 'The audience of a live room cannot write. Go on stage first.';
  if (code === 5100) return 'That was too much at once. Wait a second, then send it again.';
  return error instanceof Error ? error.message : String(error);
}
