import type { LeaveReason, RemoteUser, Source } from '../session.js';
import type { EventQueue } from './event-queue.js';
import type { WireUser } from './wire.js';

/** Bits of `flags`: what is published, and what of it is muted (spec/10 §6). */
const MAIN = 1;
const SMALL = 2;
const AUX = 4;
const AUDIO = 8;
const MAIN_MUTED = 16;
const AUX_MUTED = 32;
const AUDIO_MUTED = 64;

const SOURCES: readonly Source[] = ['audio', 'main', 'aux'];

/** Who is there and what of them can be had; tells what changes, in the order a listener needs it. */
export class Roster {
  private readonly known = new Map<string, RemoteUser>();

  constructor(private readonly events: EventQueue) {}

  get users(): ReadonlyMap<string, RemoteUser> {
    return this.known;
  }

  /** Takes a user's state as it is now, whether known before or not. */
  update(wire: WireUser): void {
    const before = this.known.get(wire.userId);
    const user = remoteUser(wire);
    this.known.set(user.userId, user);
    if (!before) {
      this.events.emit('userEntered', user.userId);
    }
    this.tellDifference(user.userId, before?.available ?? new Set(), user.available);
  }

  leave(userId: string, reason: LeaveReason): void {
    const user = this.known.get(userId);
    if (!user) {
      return;
    }
    this.known.delete(userId);
    this.tellDifference(userId, user.available, new Set());
    this.events.emit('userLeft', userId, reason);
  }

  /** Those who are known and not among the users given. */
  missing(users: readonly WireUser[]): string[] {
    const present = new Set(users.map(({ userId }) => userId));
    return [...this.known.keys()].filter((userId) => !present.has(userId));
  }

  private tellDifference(userId: string, before: ReadonlySet<Source>, now: ReadonlySet<Source>): void {
    for (const source of SOURCES.filter((one) => before.has(one) && !now.has(one))) {
      this.events.emit('unavailable', userId, source);
    }
    for (const source of SOURCES.filter((one) => now.has(one) && !before.has(one))) {
      this.events.emit('available', userId, source);
    }
  }
}

function remoteUser({ userId, flags, codecs }: WireUser): RemoteUser {
  return { userId, available: available(flags), hasSmall: (flags & SMALL) !== 0, codecs: codecs ?? {} };
}

function available(flags: number): ReadonlySet<Source> {
  const sources = new Set<Source>();
  if ((flags & (AUDIO | AUDIO_MUTED)) === AUDIO) {
    sources.add('audio');
  }
  if ((flags & (MAIN | MAIN_MUTED)) === MAIN) {
    sources.add('main');
  }
  if ((flags & (AUX | AUX_MUTED)) === AUX) {
    sources.add('aux');
  }
  return sources;
}
