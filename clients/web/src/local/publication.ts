/**
 * Brings what is to be sent and what is sent together: one of them for each source. Wishes outlive the room, so what
 * was started before entering is published on entry (spec/16 §10.2).
 */

import type { Logger } from '../logger.js';
import type { RoomSession, SendOptions, Source } from '../session.js';

export class Publication {
  private session: RoomSession | null = null;
  private wanted: SendOptions | null = null;
  private sent: SendOptions | null = null;
  private last: Promise<void> = Promise.resolve();

  constructor(
    readonly source: Source,
    private readonly log: Logger,
  ) {}

  get isSent(): boolean {
    return this.sent !== null;
  }

  /** Publishes or changes; null ends it. Rejects when the server refuses. */
  want(options: SendOptions | null): Promise<void> {
    this.wanted = options;
    return this.settle();
  }

  /** What was wished for and is refused is only logged: nobody waits for it. */
  async enter(session: RoomSession): Promise<void> {
    this.session = session;
    await this.settle().catch((error) => this.log.warn(`${this.source} could not be published`, error));
  }

  leave(): void {
    this.session = null;
    this.sent = null;
  }

  /** The server has ended what was published; the wish stays. */
  ended(): void {
    this.sent = null;
  }

  /** Waits its turn; two changes at once would overtake each other. */
  private settle(): Promise<void> {
    const turn = this.last.then(() => this.apply());
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** What fails because the room was left meanwhile has not failed: it is published in the next one. */
  private async apply(): Promise<void> {
    const { session } = this;
    if (session?.role !== 'anchor') return;
    try {
      await this.applyTo(session);
    } catch (error) {
      if (this.session === session && session.role === 'anchor') throw error;
    }
  }

  private async applyTo(session: RoomSession): Promise<void> {
    const { wanted, sent } = this;
    if (!wanted) {
      this.sent = null;
      if (sent) await session.unpublish(this.source);
      return;
    }
    if (!sent || !sameButTrackAndMute(sent, wanted)) {
      this.sent = wanted;
      await session.publish(this.source, wanted).catch((error) => this.refused(wanted, error));
      return;
    }
    this.sent = wanted;
    if (sent.track !== wanted.track) await session.replaceTrack(this.source, wanted.track);
    if (sent.muted !== wanted.muted) await session.mute(this.source, wanted.muted);
  }

  private refused(options: SendOptions, error: unknown): never {
    if (this.sent === options) this.sent = null;
    throw error;
  }
}

function sameButTrackAndMute(one: SendOptions, other: SendOptions): boolean {
  const rest = ({ track, muted, ...others }: SendOptions) => JSON.stringify(others);
  return rest(one) === rest(other);
}
