/** A room without a network: it notes what it is told, and tests say what happens. */

import type {
  Entry,
  RemoteUser,
  RoomSession,
  SendOptions,
  SessionEvents,
  SessionFactory,
  Source,
  UsageSeconds,
} from '../../src/session.js';
import { FakeTrack } from './fake-media.js';

export class FakeRoomSession implements RoomSession {
  readonly calls: unknown[][] = [];
  readonly users = new Map<string, RemoteUser>();
  readonly scene: 'rtc' | 'live';
  role: 'anchor' | 'audience';
  /** Refuses the next call of that name. */
  readonly refusals = new Map<string, Error>();
  codec = 'H264';

  constructor(
    readonly entry: Entry,
    readonly events: SessionEvents,
  ) {
    this.scene = entry.scene;
    this.role = entry.role;
  }

  called(name: string): unknown[][] {
    return this.calls.filter(([called]) => called === name).map(([, ...values]) => values);
  }

  exit(): Promise<void> {
    return this.note('exit');
  }

  async publish(source: Source, options: SendOptions): Promise<void> {
    await this.note('publish', source, options);
    this.events.publishState(source, 'starting');
    this.events.publishState(source, 'started');
  }

  replaceTrack(source: Source, track: MediaStreamTrack): Promise<void> {
    return this.note('replaceTrack', source, track);
  }

  async unpublish(source: Source): Promise<void> {
    await this.note('unpublish', source);
    this.events.publishState(source, 'stopped');
  }

  mute(source: Source, muted: boolean): Promise<void> {
    return this.note('mute', source, muted);
  }

  async subscribe(userId: string, source: Source, layer?: 'big' | 'small'): Promise<MediaStreamTrack> {
    await this.note('subscribe', userId, source, layer);
    return new FakeTrack(source === 'audio' ? 'audio' : 'video').asTrack();
  }

  unsubscribe(userId: string, source: Source): Promise<void> {
    return this.note('unsubscribe', userId, source);
  }

  async switchRole(role: 'anchor' | 'audience', privateMapKey?: string): Promise<void> {
    await this.note('switchRole', role, privateMapKey);
    this.role = role;
  }

  renewPrivateMapKey(privateMapKey: string): Promise<void> {
    return this.note('renewPrivateMapKey', privateMapKey);
  }

  sendMessage(cmdId: number, data: ArrayBuffer): void {
    this.calls.push(['sendMessage', cmdId, data]);
  }

  sendSei(source: 'main' | 'aux', payloadType: number, data: ArrayBuffer): boolean {
    this.calls.push(['sendSei', source, payloadType, data]);
    return this.codec === 'H264';
  }

  sentCodec(): string | undefined {
    return this.codec;
  }

  async usage(): Promise<UsageSeconds> {
    return { audio: 1, sd: 2, hd: 3, fullHd: 4, twoK: 5, fourK: 6 };
  }

  private async note(name: string, ...values: unknown[]): Promise<void> {
    this.calls.push([name, ...values]);
    const refusal = this.refusals.get(name);
    this.refusals.delete(name);
    if (refusal) throw refusal;
  }
}

export class FakeSessionFactory implements SessionFactory {
  readonly sessions: FakeRoomSession[] = [];
  refusal: Error | null = null;
  /** Entries wait until `letIn`. */
  holds = false;
  private waiting: (() => void)[] = [];

  get last(): FakeRoomSession {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('nothing was entered');
    return session;
  }

  letIn(): void {
    for (const enter of this.waiting.splice(0)) enter();
  }

  async enter(entry: Entry, events: SessionEvents, _sei: boolean, signal?: AbortSignal): Promise<RoomSession> {
    events.connectionState('CONNECTING', 'DISCONNECTED', false);
    if (this.holds) await this.hold(signal);
    if (this.refusal) throw this.refusal;
    const session = new FakeRoomSession(entry, events);
    this.sessions.push(session);
    return session;
  }

  private hold(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push(resolve);
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  }
}
