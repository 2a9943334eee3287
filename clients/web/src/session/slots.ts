import { SessionError, type Source } from '../session.js';
import type { WireSlot } from './wire.js';

/** The server takes offers of up to 160 sections; five of them may be for sending. */
const MOST_SLOTS = 155;
const INITIAL_GROUPS = 2;

/** A section that receives whatever is subscribed to it. */
export interface Slot {
  readonly source: Source;
  readonly group: string;
  readonly transceiver: RTCRtpTransceiver;
}

interface Group {
  readonly name: string;
  readonly slots: Map<Source, Slot>;
  readonly used: Set<Source>;
  userId: string | undefined;
}

/**
 * The slots of one peer connection, in groups: a user who is subscribed to has a group to himself, so that his sound
 * and picture are played together; a group nobody uses goes to the next user.
 */
export class Slots {
  private readonly groups: Group[] = [];
  private count = 0;

  /** The initial groups come with the first offer, so that the first subscriptions need no other. */
  constructor(private readonly receive: (kind: 'audio' | 'video') => RTCRtpTransceiver) {
    this.grow(INITIAL_GROUPS);
  }

  /** A slot for what the user publishes; it is new, and must be offered, when its transceiver has no mid. */
  acquire(userId: string, source: Source): Slot {
    const group = this.groupOf(userId) ?? this.freeGroup(source);
    const slot = group.slots.get(source) ?? this.add(group, source);
    group.userId = userId;
    group.used.add(source);
    return slot;
  }

  release(userId: string, source: Source): void {
    const group = this.groupOf(userId);
    group?.used.delete(source);
    if (group?.used.size === 0) {
      group.userId = undefined;
    }
  }

  releaseAll(userId: string): void {
    const group = this.groupOf(userId);
    if (group) {
      group.used.clear();
      group.userId = undefined;
    }
  }

  /** Every slot that has been offered. */
  describe(): WireSlot[] {
    const offered = this.groups.flatMap((group) => [...group.slots.values()]);
    return offered.flatMap(({ transceiver: { mid }, group }) => (mid === null ? [] : [{ mid, group }]));
  }

  /** Who is heard or seen in a section. */
  occupant(mid: string): { userId: string; source: Source } | undefined {
    for (const { userId, used, slots } of this.groups) {
      const source = [...used].find((one) => slots.get(one)?.transceiver.mid === mid);
      if (userId !== undefined && source) {
        return { userId, source };
      }
    }
    return undefined;
  }

  private groupOf(userId: string): Group | undefined {
    return this.groups.find((group) => group.userId === userId);
  }

  private freeGroup(source: Source): Group {
    const free = this.groups.filter((group) => group.userId === undefined);
    const found = free.find((group) => group.slots.has(source)) ?? free[0];
    if (found) {
      return found;
    }
    const room = Math.floor((MOST_SLOTS - this.count) / 2);
    this.grow(Math.max(1, Math.min(this.groups.length, room)), room < 1);
    return this.freeGroup(source);
  }

  private grow(groups: number, empty = false): void {
    for (let added = 0; added < groups; added++) {
      const group: Group = { name: `g${this.groups.length}`, slots: new Map(), used: new Set(), userId: undefined };
      this.groups.push(group);
      if (!empty) {
        this.add(group, 'audio');
        this.add(group, 'main');
      }
    }
  }

  private add(group: Group, source: Source): Slot {
    if (this.count >= MOST_SLOTS) {
      throw new SessionError(5500, `no more than ${MOST_SLOTS} streams can be received at once`);
    }
    this.count++;
    const slot = { source, group: group.name, transceiver: this.receive(source === 'audio' ? 'audio' : 'video') };
    group.slots.set(source, slot);
    return slot;
  }
}
