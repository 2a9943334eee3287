import type { MessageFrame } from '../session/wire.js';
import { fromBase64 } from './base64.js';
import { MessageOrder } from './message-order.js';

/** So long a message waits for the notice that its sender entered (spec/13 §1.3). */
const STRANGER_PATIENCE = 2000;
const MOST_OF_STRANGERS = 256;

export interface ReceivedMessage {
  userId: string;
  cmdId: number;
  seq: number;
  data: ArrayBuffer;
}

/** Receives messages: each sender and cmdId has its own order, and a gap in one does not delay another. */
export class MessageInbox {
  private readonly orders = new Map<string, Map<number, MessageOrder<MessageFrame>>>();
  private readonly ofStrangers: { frame: MessageFrame; timer: ReturnType<typeof setTimeout> }[] = [];

  constructor(
    private readonly now: () => number,
    private readonly knows: (userId: string) => boolean,
    private readonly deliver: (message: ReceivedMessage) => void,
  ) {}

  receive(frame: MessageFrame): void {
    if (this.knows(frame.from)) {
      this.order(frame.from, frame.cmdId).receive(frame);
    } else if (this.ofStrangers.length < MOST_OF_STRANGERS) {
      const stranger = { frame, timer: setTimeout(() => this.discard(stranger), STRANGER_PATIENCE) };
      this.ofStrangers.push(stranger);
    }
  }

  /** To be called when a user is known. */
  entered(userId: string): void {
    for (const stranger of this.ofStrangers.filter(({ frame }) => frame.from === userId)) {
      this.discard(stranger);
      this.receive(stranger.frame);
    }
  }

  /** To be called before a user is forgotten: what he sent is delivered, and his numbers mean nothing any more. */
  left(userId: string): void {
    for (const order of this.orders.get(userId)?.values() ?? []) {
      order.flush();
    }
    this.orders.delete(userId);
  }

  clear(): void {
    for (const userId of [...this.orders.keys()]) {
      this.left(userId);
    }
    for (const stranger of [...this.ofStrangers]) {
      this.discard(stranger);
    }
  }

  private discard(stranger: (typeof this.ofStrangers)[number]): void {
    clearTimeout(stranger.timer);
    const position = this.ofStrangers.indexOf(stranger);
    if (position >= 0) {
      this.ofStrangers.splice(position, 1);
    }
  }

  private order(userId: string, cmdId: number): MessageOrder<MessageFrame> {
    const ofUser = this.orders.get(userId) ?? new Map<number, MessageOrder<MessageFrame>>();
    this.orders.set(userId, ofUser);
    const order = ofUser.get(cmdId) ?? new MessageOrder<MessageFrame>(this.now, (frame) => this.hand(frame));
    ofUser.set(cmdId, order);
    return order;
  }

  private hand({ from, cmdId, seq, data }: MessageFrame): void {
    this.deliver({ userId: from, cmdId, seq, data: fromBase64(data).buffer });
  }
}
