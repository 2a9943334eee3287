import { base64 } from '../messages/base64.js';
import { MessageInbox } from '../messages/message-inbox.js';
import { MessageOutbox } from '../messages/message-outbox.js';
import {
  type ConnectionState,
  type Entry,
  type Layer,
  type RemoteUser,
  type RoomSession,
  type SendOptions,
  SessionError,
  type SessionEvents,
  type Source,
  type UsageSeconds,
} from '../session.js';
import { QualityReporter } from '../statistics/quality-reporter.js';
import { EncodedFrames } from './encoded-frames.js';
import type { Environment } from './environment.js';
import { EventQueue } from './event-queue.js';
import { IceServers } from './ice-servers.js';
import { type Kept, Lifeline } from './lifeline.js';
import { MediaWatch } from './media-watch.js';
import { Negotiation } from './negotiation.js';
import { Peer } from './peer.js';
import { Publishing } from './publishing.js';
import { Roster } from './roster.js';
import type { SignallingConnection } from './signalling-connection.js';
import { Subscribing } from './subscribing.js';
import type { EnteredFrame, Notice, ResumedFrame, Snapshot, UplinkReport, WireAnswer, WireOffer } from './wire.js';

/** One stay in one room: what the parts around it have in common, and the order in which they act. */
export class Stay implements RoomSession, Kept {
  private readonly events: EventQueue;
  private readonly iceServers: IceServers;
  private readonly lifeline: Lifeline;
  private readonly negotiation: Negotiation;
  private readonly publishing: Publishing;
  private readonly subscribing: Subscribing;
  private readonly roster: Roster;
  private readonly inbox: MessageInbox;
  private readonly outbox: MessageOutbox;
  private readonly watch: MediaWatch;
  private readonly reporter: QualityReporter;
  private readonly frames: EncodedFrames | undefined;
  private current: Peer | undefined;
  private presentScene: 'rtc' | 'live';
  private credentials: { role: 'anchor' | 'audience'; privateMapKey: string | undefined };

  constructor(
    private readonly environment: Environment,
    private readonly entry: Entry,
    listener: SessionEvents,
    enableSei: boolean,
  ) {
    this.presentScene = entry.scene;
    this.credentials = { role: entry.role, privateMapKey: entry.privateMapKey };
    this.events = new EventQueue(listener);
    this.iceServers = new IceServers(entry, environment.now);
    this.lifeline = new Lifeline(environment, entry, () => this.credentials, this);
    this.negotiation = new Negotiation((offer) => this.exchange(offer));
    const parts = [this.lifeline, this.negotiation, () => this.peer, this.events] as const;
    this.publishing = new Publishing(...parts);
    this.subscribing = new Subscribing(...parts);
    this.roster = new Roster(this.events);
    this.inbox = new MessageInbox(
      environment.now,
      (userId) => this.roster.users.has(userId),
      (message) => this.events.emit('message', message),
    );
    this.outbox = new MessageOutbox(environment.random, (frame) => this.lifeline.send(frame));
    this.frames = enableSei ? new EncodedFrames(environment.now, (sei) => this.seen(sei)) : undefined;
    this.watch = new MediaWatch(environment, {
      reachable: () => this.lifeline.up,
      restartIce: () => this.negotiation.restartIce(),
      startAnew: () => this.lifeline.renewMedia(),
      giveUp: () => this.lifeline.fail(new SessionError(5501, 'no media connection; a firewall may be in the way')),
    });
    this.reporter = new QualityReporter(
      () => this.current,
      () =>
        this.subscribing.all.map(({ userId, source, layer }) => ({
          userId,
          source,
          layer: this.seenLayer(userId, layer),
        })),
      this.lifeline.traffic,
      environment.now,
      (report) => this.events.emit('quality', report),
    );
  }

  get scene(): 'rtc' | 'live' {
    return this.presentScene;
  }

  get role(): 'anchor' | 'audience' {
    return this.credentials.role;
  }

  get users(): ReadonlyMap<string, RemoteUser> {
    return this.roster.users;
  }

  async enter(signal?: AbortSignal): Promise<void> {
    try {
      await this.lifeline.enter(signal);
    } catch (failure) {
      this.end(failure instanceof Error ? failure : new Error(String(failure)));
      throw failure;
    }
    this.reporter.start();
    setTimeout(() => this.events.release(), 0);
  }

  async exit(): Promise<void> {
    await this.lifeline.exit();
    this.end(new SessionError(5500, 'the room was left'));
  }

  publish(source: Source, options: SendOptions): Promise<void> {
    return this.publishing.publish(source, options);
  }

  replaceTrack(source: Source, track: MediaStreamTrack): Promise<void> {
    return this.publishing.replaceTrack(source, track);
  }

  unpublish(source: Source): Promise<void> {
    return this.publishing.unpublish(source);
  }

  mute(source: Source, muted: boolean): Promise<void> {
    return this.publishing.mute(source, muted);
  }

  subscribe(userId: string, source: Source, layer: Layer = 'big'): Promise<MediaStreamTrack> {
    return this.subscribing.subscribe(userId, source, layer);
  }

  unsubscribe(userId: string, source: Source): Promise<void> {
    return this.subscribing.unsubscribe(userId, source);
  }

  async switchRole(role: 'anchor' | 'audience', privateMapKey?: string): Promise<void> {
    const answer = await this.lifeline.request<'role'>(() => ({ t: 'role', role, privateMapKey }));
    this.credentials = { role: answer.role, privateMapKey: privateMapKey ?? this.credentials.privateMapKey };
    if (answer.role === 'audience') {
      await this.publishing.endAll();
    }
  }

  async renewPrivateMapKey(privateMapKey: string): Promise<void> {
    await this.lifeline.request<'ok'>(() => ({ t: 'renew', privateMapKey }));
    this.credentials.privateMapKey = privateMapKey;
  }

  sendMessage(cmdId: number, data: ArrayBuffer): void {
    this.outbox.send(cmdId, base64(new Uint8Array(data)));
  }

  sendSei(source: 'main' | 'aux', payloadType: number, data: ArrayBuffer): boolean {
    const carried = this.frames && this.sentCodec(source) === 'H264';
    return carried ? this.frames.write(source, payloadType, new Uint8Array(data)) : false;
  }

  sentCodec(source: Source): string | undefined {
    const codec = this.current?.senders.sender(source)?.getParameters().codecs?.[0];
    return codec?.mimeType.split('/')[1];
  }

  async usage(): Promise<UsageSeconds> {
    return (await this.lifeline.request<'usage'>(() => ({ t: 'usage' }))).seconds;
  }

  async offer(fresh: boolean): Promise<WireOffer> {
    const peer = fresh ? await this.renewPeer() : this.peer;
    return await this.negotiation.offer(peer, !fresh && !peer.connected);
  }

  entered(frame: EnteredFrame, again: boolean): void {
    if (again) {
      this.inbox.clear();
    } else {
      this.events.hold();
    }
    this.resumed(frame);
  }

  resumed(frame: ResumedFrame | EnteredFrame): void {
    this.presentScene = frame.scene;
    this.credentials.role = frame.role;
    this.iceServers.take(frame);
    this.takeUsers(frame);
    if (frame.blocked.audio || frame.blocked.video) {
      this.events.emit('blocked', frame.blocked.audio, frame.blocked.video);
    }
  }

  async restore(frame: EnteredFrame | ResumedFrame, again: boolean, connection: SignallingConnection): Promise<void> {
    if (frame.answer) {
      this.publishing.refused(frame.answer.refused ?? []);
      await this.negotiation.answer(this.peer, frame.answer);
      await this.publishing.dropRefused();
    }
    await this.subscribing.restore(connection, again);
    this.watch.watch(this.peer);
    this.outbox.resume();
  }

  lost(): void {
    this.negotiation.suspend();
    this.outbox.pause();
  }

  notice(notice: Exclude<Notice, { t: 'kicked' }>): void {
    switch (notice.t) {
      case 'user-entered':
      case 'user-changed':
        this.roster.update(notice);
        this.inbox.entered(notice.userId);
        break;
      case 'user-left':
        this.leave(notice.userId, notice.reason);
        break;
      case 'blocked':
        this.events.emit('blocked', notice.audio, notice.video);
        break;
      case 'msg':
        this.inbox.receive(notice);
        break;
    }
  }

  pong(uplink: UplinkReport | undefined): void {
    if (uplink) {
      this.reporter.uplinkReported(uplink);
    }
    if (this.iceServers.due()) {
      this.lifeline.requestNow<'ice'>({ t: 'ice' }).then(
        (answer) => this.iceServers.take(answer),
        () => undefined, // the next heartbeat asks again
      );
    }
  }

  state(state: ConnectionState, previous: ConnectionState, reconnecting: boolean): void {
    this.events.emitAhead('connectionState', state, previous, reconnecting);
  }

  kicked(reason: 'kick' | 'banned' | 'room_disband'): void {
    this.events.emit('kicked', reason);
    this.end(new SessionError(5500, `removed from the room: ${reason}`));
  }

  failed(error: SessionError): void {
    this.events.emit('failed', error);
    this.end(error);
  }

  private get peer(): Peer {
    if (!this.current) {
      throw new SessionError(5500, 'the session is over');
    }
    return this.current;
  }

  private async renewPeer(): Promise<Peer> {
    this.current?.close();
    const peer = new Peer(this.environment, this.entry, this.iceServers, this.frames, () => this.mediaChanged(peer));
    this.current = peer;
    this.subscribing.placeAnew(peer);
    await this.publishing.restore(peer);
    return peer;
  }

  private mediaChanged(peer: Peer): void {
    if (peer.connection.connectionState === 'disconnected') {
      this.lifeline.doubt();
    }
    this.watch.look();
  }

  private async exchange(offer: WireOffer): Promise<WireAnswer> {
    const { answer } = await this.lifeline.requestNow<'answer'>({ t: 'offer', offer });
    this.publishing.refused(answer.refused ?? []);
    await this.publishing.dropRefused();
    return answer;
  }

  private takeUsers({ users }: Snapshot): void {
    for (const userId of this.roster.missing(users)) {
      this.leave(userId, 0);
    }
    for (const user of users) {
      this.roster.update(user);
      this.inbox.entered(user.userId);
    }
  }

  private leave(userId: string, reason: 0 | 1 | 2 | 3): void {
    this.inbox.left(userId);
    this.subscribing.forgetUser(userId);
    this.roster.leave(userId, reason);
  }

  private seenLayer(userId: string, layer: Layer): Layer {
    return this.roster.users.get(userId)?.hasSmall ? layer : 'big';
  }

  private seen(sei: { userId: string; source: Source; payloadType: number; data: ArrayBuffer }): void {
    const { userId, source } = sei;
    if (source !== 'audio' && this.roster.users.get(userId)?.codecs[source] === 'H264') {
      this.events.emit('sei', { ...sei, source });
    }
  }

  private end(failure: Error): void {
    this.watch.stop();
    this.reporter.stop();
    this.inbox.clear();
    this.outbox.close();
    this.negotiation.close(failure);
    this.current?.close();
    this.current = undefined;
    this.events.close();
  }
}
