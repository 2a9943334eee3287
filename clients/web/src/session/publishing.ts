import { type SendOptions, SessionError, type Source } from '../session.js';
import type { EventQueue } from './event-queue.js';
import type { Lifeline } from './lifeline.js';
import type { Negotiation } from './negotiation.js';
import type { Peer } from './peer.js';
import type { RefusedPublication } from './wire.js';

/** What this side publishes, whatever becomes of the peer connection that carries it. */
export class Publishing {
  private readonly publications = new Map<Source, SendOptions>();
  private readonly refusals = new Map<Source, SessionError>();
  private readonly turns = new Map<Source, Promise<unknown>>();

  constructor(
    private readonly lifeline: Lifeline,
    private readonly negotiation: Negotiation,
    private readonly peer: () => Peer,
    private readonly events: EventQueue,
  ) {}

  publish(source: Source, options: SendOptions): Promise<void> {
    return this.inTurn(source, () => this.start(source, { ...options }));
  }

  replaceTrack(source: Source, track: MediaStreamTrack): Promise<void> {
    return this.inTurn(source, async () => {
      const options = this.publications.get(source);
      if (options) {
        options.track = track;
        await this.peer().senders.replaceTrack(source, track);
      }
    });
  }

  unpublish(source: Source): Promise<void> {
    return this.inTurn(source, async () => {
      if (this.publications.delete(source)) {
        this.events.emit('publishState', source, 'stopped');
        await this.peer().senders.stop(source);
        await this.negotiation.settle();
      }
    });
  }

  mute(source: Source, muted: boolean): Promise<void> {
    return this.inTurn(source, async () => {
      const options = this.publications.get(source);
      if (options && options.muted !== muted) {
        options.muted = muted;
        await this.peer().senders.mute(source, muted);
        await this.tellMuted(source, muted);
      }
    });
  }

  /** Sends on a new peer connection what was sent on the one before. */
  async restore(peer: Peer): Promise<void> {
    for (const [source, options] of this.publications) {
      await peer.senders.send(source, options);
    }
  }

  /** Becoming audience ends everything that is published (docs/signalling.md, Roles). */
  async endAll(): Promise<void> {
    await Promise.all([...this.publications.keys()].map((source) => this.unpublish(source)));
  }

  /** Takes note of what an answer refused. */
  refused(refusals: readonly RefusedPublication[]): void {
    for (const { source, code, message } of refusals) {
      this.refusals.set(source, new SessionError(code, message));
    }
  }

  /** Ends what was published before and is refused now, after the session was entered anew. */
  async dropRefused(): Promise<void> {
    for (const [source, refusal] of this.refusals) {
      if (!this.turns.has(source)) {
        await this.drop(source, refusal);
      }
    }
  }

  private async start(source: Source, options: SendOptions): Promise<void> {
    const before = this.publications.get(source);
    this.publications.set(source, options);
    if (!before) {
      this.events.emit('publishState', source, 'starting');
    }
    try {
      await this.send(source, options, before);
    } catch (failure) {
      await this.undo(source, before, failure);
      throw failure;
    }
    if (!before) {
      this.events.emit('publishState', source, 'started');
    }
  }

  private async send(source: Source, options: SendOptions, before: SendOptions | undefined): Promise<void> {
    this.refusals.delete(source);
    const changed = await this.peer().senders.send(source, options);
    if (changed) {
      await this.negotiation.settle();
    } else if (before && before.muted !== options.muted) {
      await this.tellMuted(source, options.muted);
    }
    const refusal = this.refusals.get(source);
    if (refusal) {
      throw refusal;
    }
  }

  /** A change that failed leaves what was there; what was refused is over. */
  private async undo(source: Source, before: SendOptions | undefined, failure: unknown): Promise<void> {
    if (before && !this.refusals.has(source)) {
      this.publications.set(source, before);
    } else {
      await this.drop(source, failure);
    }
  }

  private async drop(source: Source, failure: unknown): Promise<void> {
    this.refusals.delete(source);
    if (this.publications.delete(source)) {
      this.events.emit('publishState', source, 'stopped', failure instanceof SessionError ? failure : undefined);
      await this.peer().senders.stop(source);
    }
  }

  private async tellMuted(source: Source, muted: boolean): Promise<void> {
    await this.lifeline.request<'ok'>(() => ({ t: 'mute', source, muted }));
  }

  /** One thing after another for each source, so that a stop does not overtake its start. */
  private inTurn(source: Source, action: () => Promise<void>): Promise<void> {
    const before = this.turns.get(source) ?? Promise.resolve();
    const turn = before.then(action, action);
    this.turns.set(source, turn);
    const done = () => {
      if (this.turns.get(source) === turn) {
        this.turns.delete(source);
      }
    };
    turn.then(done, done);
    return turn;
  }
}
