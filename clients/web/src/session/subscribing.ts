import { type Layer, SessionError, type Source } from '../session.js';
import type { EventQueue } from './event-queue.js';
import type { Lifeline } from './lifeline.js';
import type { Negotiation } from './negotiation.js';
import type { Peer } from './peer.js';
import type { SignallingConnection } from './signalling-connection.js';
import type { Slot } from './slots.js';
import type { OutgoingFrame, RefusedSubscription, WireSubscription } from './wire.js';

export interface Subscription {
  readonly userId: string;
  readonly source: Source;
  layer: Layer;
  slot: Slot;
}

/** What this side receives, whatever becomes of the peer connection that carries it. */
export class Subscribing {
  private readonly subscriptions = new Map<string, Subscription>();
  private batch: { asked: Subscription[]; refused: Promise<readonly RefusedSubscription[]> } | undefined;

  constructor(
    private readonly lifeline: Lifeline,
    private readonly negotiation: Negotiation,
    private readonly peer: () => Peer,
    private readonly events: EventQueue,
  ) {}

  get all(): readonly Subscription[] {
    return [...this.subscriptions.values()];
  }

  async subscribe(userId: string, source: Source, layer: Layer): Promise<MediaStreamTrack> {
    const present = this.subscriptions.get(key(userId, source));
    const subscription = present ?? this.place(userId, source, layer);
    subscription.layer = layer;
    try {
      await this.begin(subscription);
    } catch (failure) {
      if (!present) {
        this.forget(subscription);
      }
      throw failure;
    }
    return this.announce(subscription);
  }

  async unsubscribe(userId: string, source: Source): Promise<void> {
    const subscription = this.subscriptions.get(key(userId, source));
    if (subscription) {
      this.forget(subscription);
      await this.lifeline.request<'ok'>(() => ({ t: 'unsubscribe', items: [{ userId, source }] }));
    }
  }

  /** Everything of a user ends when he leaves; nobody needs to be told. */
  forgetUser(userId: string): void {
    for (const subscription of this.all.filter((one) => one.userId === userId)) {
      this.subscriptions.delete(key(userId, subscription.source));
    }
    this.peer().slots.releaseAll(userId);
  }

  /** Finds slots on a new peer connection, before its first offer. */
  placeAnew(peer: Peer): void {
    for (const subscription of this.all) {
      subscription.slot = peer.slots.acquire(subscription.userId, subscription.source);
    }
  }

  /** Subscribes again to everything, on a connection that others do not use yet. */
  async restore(connection: SignallingConnection, announce: boolean): Promise<void> {
    const items = this.all.filter(({ slot }) => negotiated(slot));
    if (items.length === 0) {
      return;
    }
    const { refused } = await connection.request<'subscribed'>(subscribeFrame(items));
    this.dropRefused(refused ?? []);
    if (announce) {
      for (const subscription of items.filter((one) => this.stands(one))) {
        this.announce(subscription);
      }
    }
  }

  private place(userId: string, source: Source, layer: Layer): Subscription {
    const subscription = { userId, source, layer, slot: this.peer().slots.acquire(userId, source) };
    this.subscriptions.set(key(userId, source), subscription);
    return subscription;
  }

  private async begin(subscription: Subscription): Promise<void> {
    if (!negotiated(subscription.slot)) {
      await this.negotiation.settle();
      this.mustStand(subscription);
    }
    const refused = await this.ask(subscription);
    const refusal = refused.find(({ userId, source }) => key(userId, source) === keyOf(subscription));
    if (refusal) {
      throw new SessionError(refusal.code, refusal.message);
    }
    this.mustStand(subscription);
  }

  /** What is asked for at one time goes in one request, as when many are there on entry. */
  private ask(subscription: Subscription): Promise<readonly RefusedSubscription[]> {
    if (!this.batch) {
      const asked: Subscription[] = [];
      this.batch = { asked, refused: Promise.resolve().then(() => this.askAll(asked)) };
    }
    this.batch.asked.push(subscription);
    return this.batch.refused;
  }

  private async askAll(asked: readonly Subscription[]): Promise<readonly RefusedSubscription[]> {
    this.batch = undefined;
    const standing = () => asked.filter((one) => this.stands(one));
    const { refused } = await this.lifeline.request<'subscribed'>(() => subscribeFrame(standing()));
    return refused ?? [];
  }

  private announce({ userId, source, slot }: Subscription): MediaStreamTrack {
    const { track } = slot.transceiver.receiver;
    this.events.emit('track', userId, source, track);
    return track;
  }

  private dropRefused(refused: readonly RefusedSubscription[]): void {
    for (const { userId, source } of refused) {
      const subscription = this.subscriptions.get(key(userId, source));
      if (subscription) {
        this.forget(subscription);
      }
    }
  }

  private forget(subscription: Subscription): void {
    if (this.stands(subscription)) {
      this.subscriptions.delete(keyOf(subscription));
      this.peer().slots.release(subscription.userId, subscription.source);
    }
  }

  private stands(subscription: Subscription): boolean {
    return this.subscriptions.get(keyOf(subscription)) === subscription;
  }

  private mustStand(subscription: Subscription): void {
    if (!this.stands(subscription)) {
      throw new SessionError(5998, `the subscription to ${subscription.userId} ended while it began`);
    }
  }
}

/** Until an answer has come, the server does not know the slot. */
function negotiated({ transceiver }: Slot): boolean {
  return transceiver.currentDirection !== null;
}

function subscribeFrame(subscriptions: readonly Subscription[]): OutgoingFrame {
  const items: WireSubscription[] = subscriptions.map(({ userId, source, layer, slot }) => ({
    userId,
    source,
    layer,
    mid: slot.transceiver.mid ?? '',
  }));
  return { t: 'subscribe', items };
}

function keyOf({ userId, source }: Subscription): string {
  return key(userId, source);
}

function key(userId: string, source: Source): string {
  return `${source} ${userId}`;
}
