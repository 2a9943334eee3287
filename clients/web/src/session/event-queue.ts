import type { SessionEvents } from '../session.js';

/**
 * Tells the listener what happened, in order and never from inside a call to the session. While it is held, what
 * happens waits. A listener that throws does not keep the others from hearing.
 */
export class EventQueue {
  private waiting: (() => void)[] = [];
  private held = false;
  private scheduled = false;
  private closed = false;

  constructor(private readonly events: SessionEvents) {}

  emit<Name extends keyof SessionEvents>(name: Name, ...values: Parameters<SessionEvents[Name]>): void {
    if (!this.closed) {
      this.waiting.push(this.event(name, values));
      this.schedule();
    }
  }

  /** Like `emit`, but what is held does not hold this. */
  emitAhead<Name extends keyof SessionEvents>(name: Name, ...values: Parameters<SessionEvents[Name]>): void {
    if (!this.held) {
      this.emit(name, ...values);
    } else if (!this.closed) {
      const event = this.event(name, values);
      queueMicrotask(() => tell(event));
    }
  }

  hold(): void {
    this.held = true;
  }

  release(): void {
    this.held = false;
    this.schedule();
  }

  /** What was emitted before is still told, nothing afterwards. */
  close(): void {
    this.closed = true;
    this.release();
  }

  private event<Name extends keyof SessionEvents>(name: Name, values: Parameters<SessionEvents[Name]>): () => void {
    const listener = this.events[name] as (...values: Parameters<SessionEvents[Name]>) => void;
    return () => listener(...values);
  }

  private schedule(): void {
    if (this.scheduled || this.held || this.waiting.length === 0) {
      return;
    }
    this.scheduled = true;
    queueMicrotask(() => this.drain());
  }

  private drain(): void {
    this.scheduled = false;
    while (!this.held && this.waiting.length > 0) {
      tell(this.waiting.shift() as () => void);
    }
  }
}

function tell(event: () => void): void {
  try {
    event();
  } catch (failure) {
    queueMicrotask(() => {
      throw failure;
    });
  }
}
