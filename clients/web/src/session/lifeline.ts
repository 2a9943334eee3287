import { type ConnectionState, type Entry, SessionError } from '../session.js';
import { BackOff } from './back-off.js';
import type { Environment } from './environment.js';
import { Heartbeat } from './heartbeat.js';
import { ConnectionLost, SignallingConnection, type Traffic } from './signalling-connection.js';
import type {
  EnteredFrame,
  KickReason,
  Notice,
  OutgoingFrame,
  ReplyFrame,
  ResumedFrame,
  UplinkReport,
  WireOffer,
} from './wire.js';

/** After so long an outage the session goes on with a new peer connection (spec/10 §5.3). */
const LONGEST_OUTAGE = 30_000;
/** Then nobody waits any longer, as native clients do (spec/10 §5.3). */
const GIVE_UP = 30 * 60_000;
const FIRST_ENTRY_ATTEMPTS = 3;
const EXIT_PATIENCE = 1000;
/** Flow control and overload: the same request may succeed later. */
const PASSING: ReadonlySet<number> = new Set([-102006, -100021]);
const ACKNOWLEDGE_AFTER = 32;

const CLOSE_DEFECT = 4001;
const CLOSE_TOO_LONG = 1009;
const CLOSE_SUPERSEDED = 4002;
const CLOSE_KICKED = 4000;
/** After these nothing would be better another time. */
const FINAL: ReadonlySet<number> = new Set([CLOSE_KICKED, CLOSE_DEFECT, CLOSE_TOO_LONG, CLOSE_SUPERSEDED]);

/** What the lifeline keeps alive. */
export interface Kept {
  /** The offer to go along; with `fresh` on a peer connection that was never offered before. */
  offer(fresh: boolean): Promise<WireOffer>;
  /** Called before any later frame is looked at. */
  entered(frame: EnteredFrame, again: boolean): void;
  resumed(frame: ResumedFrame): void;
  /** Finishes what `entered` or `resumed` began, `again` on a new peer connection; requests of others wait for it. */
  restore(frame: EnteredFrame | ResumedFrame, again: boolean, connection: SignallingConnection): Promise<void>;
  lost(): void;
  notice(notice: Exclude<Notice, { t: 'kicked' }>): void;
  pong(uplink: UplinkReport | undefined): void;
  state(state: ConnectionState, previous: ConnectionState, reconnecting: boolean): void;
  kicked(reason: 'kick' | 'banned' | 'room_disband'): void;
  failed(error: SessionError): void;
}

/** What is said when entering, beside the offer; it may change during the stay. */
export type Credentials = Pick<Entry, 'role' | 'privateMapKey'>;

/** Keeps one session alive over the connections that carry it: enters, resumes, and enters anew. */
export class Lifeline {
  readonly traffic: Traffic = { sent: 0, received: 0 };
  private state: ConnectionState = 'DISCONNECTED';
  private connection: SignallingConnection | undefined;
  private heartbeat: Heartbeat | undefined;
  private session: { session: string; token: string } | undefined;
  private messagesReceived = 0;
  private messagesAcknowledged = 0;
  private lostAt = 0;
  private reconnecting = false;
  private mediaOver = false;
  private over: Error | undefined;
  private backOff = new BackOff();
  private readonly waiting = new Set<{
    resolve(connection: SignallingConnection): void;
    reject(failure: Error): void;
  }>();
  private readonly endOnline: () => void;
  private readonly ending = new AbortController();

  constructor(
    private readonly environment: Environment,
    private readonly entry: Entry,
    private readonly credentials: () => Credentials,
    private readonly kept: Kept,
  ) {
    this.endOnline = environment.onOnline(() => this.online());
  }

  /** Whether requests can be made now. */
  get up(): boolean {
    return this.connection?.alive === true;
  }

  async enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const aborted = () => this.end(signal?.reason ?? new Error('aborted'));
    signal?.addEventListener('abort', aborted);
    this.changeState('CONNECTING', false);
    try {
      await this.firstEntry();
    } catch (failure) {
      const reason = failure instanceof ConnectionLost ? new SessionError(5500, failure.message) : failure;
      this.end(reason instanceof Error ? reason : new Error(String(reason)));
      throw reason;
    } finally {
      signal?.removeEventListener('abort', aborted);
    }
  }

  /** Waits for a connection when there is none, and asks again when one broke before the answer. */
  async request<Type extends ReplyFrame['t']>(build: () => OutgoingFrame): Promise<Extract<ReplyFrame, { t: Type }>> {
    for (;;) {
      const connection = await this.connected();
      try {
        return await connection.request<Type>(build());
      } catch (failure) {
        if (!(failure instanceof ConnectionLost)) {
          throw failure;
        }
      }
    }
  }

  /** Asks once; fails with {@link ConnectionLost} when there is no connection. */
  requestNow<Type extends ReplyFrame['t']>(frame: OutgoingFrame): Promise<Extract<ReplyFrame, { t: Type }>> {
    return this.connection ? this.connection.request<Type>(frame) : Promise.reject(new ConnectionLost('not connected'));
  }

  /** Says something that has no answer; false when there is no connection. */
  send(frame: OutgoingFrame): boolean {
    this.connection?.send(frame);
    return this.up;
  }

  async exit(): Promise<void> {
    const { connection } = this;
    if (connection && !this.over) {
      const patience = new Promise<void>((resolve) => setTimeout(resolve, EXIT_PATIENCE));
      const told = connection.request<'ok'>({ t: 'exit' }).then(
        () => undefined,
        () => undefined,
      );
      await Promise.race([told, patience]);
    }
    this.end(new SessionError(5500, 'the room was left'));
  }

  /** There is reason to find out soon whether the connection still holds. */
  doubt(): void {
    this.heartbeat?.probe();
  }

  /** Media cannot go on with what it has: the session is resumed on another peer connection. */
  renewMedia(): void {
    this.mediaOver = true;
    this.connection?.abandon();
  }

  fail(error: SessionError): void {
    if (!this.over) {
      this.connection?.leave(); // or the server would wait for this side as for one who is lost
      this.end(error);
      this.kept.failed(error);
    }
  }

  private async firstEntry(): Promise<void> {
    this.backOff = new BackOff();
    for (let attempt = 1; ; attempt++) {
      try {
        await this.enterOnce(false);
        return;
      } catch (failure) {
        this.ending.signal.throwIfAborted();
        if (!(failure instanceof ConnectionLost) || attempt === FIRST_ENTRY_ATTEMPTS) {
          throw failure;
        }
      }
      await this.backOff.pause();
      this.ending.signal.throwIfAborted();
    }
  }

  private async enterOnce(again: boolean): Promise<void> {
    const offering = this.kept.offer(true);
    offering.catch(() => undefined);
    const connection = await this.open();
    await this.establish(connection, again, async () => {
      const frame = { t: 'enter', ...this.identity(), offer: await offering };
      return await connection.request<'entered'>(frame, (entered) => {
        this.session = { session: entered.session, token: entered.token };
        this.messagesReceived = 0;
        this.messagesAcknowledged = 0;
        this.kept.entered(entered, again);
      });
    });
  }

  private async resumeOnce(session: { session: string; token: string }): Promise<void> {
    const connection = await this.open();
    await this.establish(connection, this.mediaOver, async () => {
      const offer = await this.kept.offer(this.mediaOver);
      const frame = { t: 'resume', ...session, got: this.messagesReceived, offer };
      return await connection.request<'resumed'>(frame, (resumed) => {
        this.messagesReceived = resumed.got ?? this.messagesReceived;
        this.kept.resumed(resumed);
      });
    });
  }

  /** Asks for the session on a new connection, restores what was in it, and then lets others use the connection. */
  private async establish(
    connection: SignallingConnection,
    again: boolean,
    ask: () => Promise<EnteredFrame | ResumedFrame>,
  ): Promise<void> {
    const { signal } = this.ending;
    const ended = () => connection.leave();
    signal.addEventListener('abort', ended);
    try {
      const frame = await ask();
      await this.kept.restore(frame, again, connection);
      this.adopt(connection, frame.timers.ping);
    } catch (failure) {
      connection.leave();
      throw this.over ?? failure;
    } finally {
      signal.removeEventListener('abort', ended);
    }
  }

  private adopt(connection: SignallingConnection, ping: number): void {
    if (this.over || !connection.alive) {
      throw this.over ?? new ConnectionLost('the connection was lost');
    }
    this.connection = connection;
    this.heartbeat = new Heartbeat(
      connection,
      ping,
      () => this.acknowledged(),
      (uplink) => this.kept.pong(uplink),
    );
    this.changeState('CONNECTED', this.reconnecting);
    this.reconnecting = false;
    this.mediaOver = false;
    for (const { resolve } of this.waiting) {
      resolve(connection);
    }
    this.waiting.clear();
  }

  private async open(): Promise<SignallingConnection> {
    const { environment, entry, traffic, ending } = this;
    const listener = {
      notice: (notice: Notice) => this.notice(notice),
      closed: (code: number) => {
        if (opened === this.connection) {
          this.lost(code);
        }
      },
    };
    const opened = await SignallingConnection.open(environment, entry.url, listener, traffic, ending.signal);
    return opened;
  }

  private identity(): object {
    const { sdkAppId, userId, userSig, roomId, strRoomId, scene } = this.entry;
    return { sdkAppId, userId, userSig, roomId, strRoomId, scene, ...this.credentials() };
  }

  private notice(notice: Notice): void {
    if (notice.t === 'kicked') {
      this.kicked(notice.reason);
      return;
    }
    if (notice.t === 'msg') {
      this.messagesReceived++;
      if (this.up && this.messagesReceived - this.messagesAcknowledged >= ACKNOWLEDGE_AFTER) {
        this.send({ t: 'ack', got: this.acknowledged() });
      }
    }
    this.kept.notice(notice);
  }

  private acknowledged(): number {
    this.messagesAcknowledged = this.messagesReceived;
    return this.messagesReceived;
  }

  private kicked(reason: KickReason): void {
    if (reason === 'user_time_out' || reason === 'room_closed') {
      this.session = undefined;
      this.connection?.abandon();
    } else if (!this.over) {
      this.end(new SessionError(5500, `removed from the room: ${reason}`));
      this.kept.kicked(reason);
    }
  }

  private lost(code: number): void {
    this.disconnect();
    if (FINAL.has(code)) {
      this.fail(new SessionError(5502, `the server ended the session (${code})`));
      return;
    }
    this.lostAt = this.environment.now();
    this.reconnecting = true;
    this.kept.lost();
    this.changeState('DISCONNECTED', true);
    this.changeState('CONNECTING', true);
    this.reconnect().catch((failure) => this.fail(new SessionError(5502, `cannot come back: ${String(failure)}`)));
  }

  private async reconnect(): Promise<void> {
    this.backOff = new BackOff();
    while (!this.over) {
      try {
        await this.comeBack();
        return;
      } catch (failure) {
        if (this.over) {
          return;
        }
        if (isRefusal(failure) || this.outage() > GIVE_UP) {
          this.fail(new SessionError(5502, `cannot enter again: ${String(failure)}`));
          return;
        }
      }
      await this.backOff.pause();
    }
  }

  private async comeBack(): Promise<void> {
    const { session } = this;
    if (session) {
      this.mediaOver ||= this.outage() > LONGEST_OUTAGE;
      try {
        await this.resumeOnce(session);
        return;
      } catch (failure) {
        if (!isRefusal(failure)) {
          throw failure;
        }
        this.session = undefined;
      }
    }
    await this.enterOnce(true);
  }

  private outage(): number {
    return this.environment.now() - this.lostAt;
  }

  private online(): void {
    this.backOff.hurry();
    this.doubt();
  }

  private connected(): Promise<SignallingConnection> {
    if (this.over) {
      return Promise.reject(this.over);
    }
    if (this.connection?.alive) {
      return Promise.resolve(this.connection);
    }
    return new Promise((resolve, reject) => this.waiting.add({ resolve, reject }));
  }

  private disconnect(): void {
    this.heartbeat?.stop();
    this.heartbeat = undefined;
    this.connection = undefined;
  }

  private end(failure: Error): void {
    if (this.over) {
      return;
    }
    this.over = failure;
    this.ending.abort(failure);
    this.connection?.close();
    this.disconnect();
    this.endOnline();
    this.backOff.hurry();
    for (const { reject } of this.waiting) {
      reject(failure);
    }
    this.waiting.clear();
    this.changeState('DISCONNECTED', false);
  }

  private changeState(state: ConnectionState, reconnecting: boolean): void {
    const previous = this.state;
    if (state !== previous) {
      this.state = state;
      this.kept.state(state, previous, reconnecting);
    }
  }
}

/** The server understood and said no for good; everything else may be tried again. */
function isRefusal(failure: unknown): boolean {
  return failure instanceof SessionError && (failure.code < 0 || failure.code >= 70_000) && !PASSING.has(failure.code);
}
