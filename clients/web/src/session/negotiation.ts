import type { Peer } from './peer.js';
import { ConnectionLost } from './signalling-connection.js';
import type { WireAnswer, WireOffer } from './wire.js';

interface Waiter {
  change: number;
  resolve(): void;
  reject(failure: unknown): void;
}

/**
 * One offer at a time. Changes that come while one is on its way share the next. What was offered over a connection
 * that broke is offered again with the next `resume` or `enter`, which bring their own answer.
 */
export class Negotiation {
  private peer: Peer | undefined;
  private round: Promise<void> | undefined;
  private readonly waiters = new Set<Waiter>();
  private changes = 0;
  private offered = 0;
  private answered = 0;
  private iceRestart = false;
  private suspended = true;

  /** @param exchange sends an offer and gives the answer; fails with `ConnectionLost` when there is no connection */
  constructor(private readonly exchange: (offer: WireOffer) => Promise<WireAnswer>) {}

  /** Resolves when everything that was changed until now has been offered and answered. */
  settle(): Promise<void> {
    this.changes++;
    const settled = new Promise<void>((resolve, reject) => {
      this.waiters.add({ change: this.changes, resolve, reject });
    });
    this.advance();
    return settled;
  }

  restartIce(): void {
    this.iceRestart = true;
    this.settle().catch(() => undefined);
  }

  /** Stops offering until an answer came with `enter` or `resume`. */
  suspend(): void {
    this.suspended = true;
  }

  /** The offer to go along with `enter` or `resume`. */
  async offer(peer: Peer, iceRestart: boolean): Promise<WireOffer> {
    this.suspended = true;
    this.peer = peer;
    await this.round;
    return await this.createOffer(peer, iceRestart);
  }

  /** The answer that came with `entered` or `resumed`. */
  async answer(peer: Peer, answer: WireAnswer): Promise<void> {
    await peer.applyAnswer(answer);
    this.succeed();
    this.suspended = false;
    this.advance();
  }

  close(failure: Error): void {
    this.suspended = true;
    this.fail(this.changes, failure);
  }

  private advance(): void {
    if (this.round || this.suspended || this.answered >= this.changes) {
      return;
    }
    this.round = this.run().finally(() => {
      this.round = undefined;
      this.advance();
    });
  }

  private async run(): Promise<void> {
    await Promise.resolve();
    const { peer } = this;
    if (!peer || this.suspended) {
      return;
    }
    try {
      const offer = await this.createOffer(peer, this.iceRestart);
      await peer.applyAnswer(await this.exchange(offer));
      this.succeed();
    } catch (failure) {
      await this.failed(peer, failure);
    }
  }

  private createOffer(peer: Peer, iceRestart: boolean): Promise<WireOffer> {
    this.iceRestart = false;
    this.offered = this.changes;
    return peer.createOffer(iceRestart);
  }

  private async failed(peer: Peer, failure: unknown): Promise<void> {
    if (failure instanceof ConnectionLost || peer !== this.peer) {
      this.suspended = true;
      return;
    }
    await peer.withdrawOffer();
    this.fail(this.offered, failure);
  }

  private succeed(): void {
    this.answered = this.offered;
    for (const waiter of this.due(this.offered)) {
      waiter.resolve();
    }
  }

  private fail(change: number, failure: unknown): void {
    this.answered = change;
    for (const waiter of this.due(change)) {
      waiter.reject(failure);
    }
  }

  private due(change: number): Waiter[] {
    const due = [...this.waiters].filter((waiter) => waiter.change <= change);
    for (const waiter of due) {
      this.waiters.delete(waiter);
    }
    return due;
  }
}
