/** A first message waits for those that were sent shortly before it (spec/13 §1.3). */
const FIRST_HOLD = 100;
/** So long a missing number is waited for. */
const GAP_PATIENCE = 5000;
/** A number so far off means that the sender started again. */
const RESTART_DISTANCE = 300;

/**
 * The messages of one sender under one cmdId, in the order of their numbers and without repetitions. Numbers that do
 * not come are waited for, and then given up.
 */
export class MessageOrder<Message extends { seq: number }> {
  private last: number | undefined;
  private readonly cached = new Map<number, { message: Message; until: number }>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly now: () => number,
    private readonly deliver: (message: Message) => void,
  ) {}

  receive(message: Message): void {
    if (this.last === undefined) {
      this.keep(message);
      this.timer ??= setTimeout(() => this.advance(), FIRST_HOLD);
      return;
    }
    const distance = message.seq - this.last;
    if (Math.abs(distance) > RESTART_DISTANCE) {
      this.flush();
      this.take(message);
    } else if (distance > 0) {
      this.keep(message);
      if (distance === 1) {
        this.advance();
      } else {
        this.wait();
      }
    }
  }

  /** Delivers what is kept without waiting for what is missing, and forgets the sender. */
  flush(): void {
    this.stopWaiting();
    for (const seq of [...this.cached.keys()].sort(ascending)) {
      this.takeCached(seq);
    }
    this.last = undefined;
  }

  private keep(message: Message): void {
    if (!this.cached.has(message.seq)) {
      this.cached.set(message.seq, { message, until: this.now() + GAP_PATIENCE });
    }
  }

  /** From the lowest number that is there, as far as no number is missing; then waits for the next gap. */
  private advance(): void {
    this.stopWaiting();
    for (let seq = this.lowest(); this.cached.has(seq); seq++) {
      this.takeCached(seq);
    }
    this.wait();
  }

  /** A gap is given up when the message behind it has waited long enough. */
  private wait(): void {
    this.stopWaiting();
    const first = this.cached.get(this.lowest());
    if (first) {
      this.timer = setTimeout(() => this.advance(), Math.max(0, first.until - this.now()));
    }
  }

  private takeCached(seq: number): void {
    const { message } = this.cached.get(seq) as { message: Message };
    this.cached.delete(seq);
    this.take(message);
  }

  private take(message: Message): void {
    this.last = message.seq;
    this.deliver(message);
  }

  private lowest(): number {
    return Math.min(...this.cached.keys());
  }

  private stopWaiting(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

function ascending(one: number, other: number): number {
  return one - other;
}
