import { SessionError } from '../session.js';
import type { Environment } from './environment.js';
import type { ErrorFrame, Notice, OutgoingFrame, ReplyFrame } from './wire.js';
import { SUBPROTOCOL } from './wire.js';

const REQUEST_TIMEOUT = 10_000;
const OPEN_TIMEOUT = 10_000;

/** The connection went away before the answer; nobody knows whether the request was done. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

export interface ConnectionListener {
  notice(notice: Notice): void;
  /** Called once, and not for a connection that this side closed. */
  closed(code: number): void;
}

interface Pending {
  accept(reply: ReplyFrame): void;
  reject(failure: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

/** Bytes of all frames, over all connections of a session. */
export interface Traffic {
  sent: number;
  received: number;
}

/** One WebSocket: requests with their answers, and notices. Knows nothing of sessions. */
export class SignallingConnection {
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private over = false;

  private constructor(
    private readonly socket: WebSocket,
    private readonly listener: ConnectionListener,
    private readonly traffic: Traffic,
  ) {
    socket.onmessage = ({ data }) => this.received(String(data));
    socket.onclose = ({ code }) => this.lost(code);
    socket.onerror = null;
  }

  /** Rejects with {@link ConnectionLost} when the server cannot be reached within 10 s. */
  static open(
    environment: Environment,
    url: string,
    listener: ConnectionListener,
    traffic: Traffic,
    signal?: AbortSignal,
  ): Promise<SignallingConnection> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const socket = environment.openSocket(url, SUBPROTOCOL);
      const fail = (failure: unknown) => {
        settle();
        detach(socket);
        socket.close();
        reject(failure);
      };
      const timer = setTimeout(() => fail(new ConnectionLost(`${url} did not answer`)), OPEN_TIMEOUT);
      const aborted = () => fail(signal?.reason);
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
      };
      signal?.addEventListener('abort', aborted);
      socket.onopen = () => {
        settle();
        resolve(new SignallingConnection(socket, listener, traffic));
      };
      socket.onclose = ({ code }) => fail(new ConnectionLost(`${url} cannot be reached (${code})`));
    });
  }

  /** False once the connection is gone. */
  get alive(): boolean {
    return !this.over;
  }

  /**
   * Rejects with `SessionError` when the server refuses or does not answer within 10 s, with {@link ConnectionLost}
   * when the connection ends before.
   *
   * @param accept called with the answer before any later frame is looked at
   */
  request<Type extends ReplyFrame['t']>(
    frame: OutgoingFrame,
    accept?: (reply: Extract<ReplyFrame, { t: Type }>) => void,
  ): Promise<Extract<ReplyFrame, { t: Type }>> {
    return new Promise((resolve, reject) => {
      if (this.over) {
        reject(new ConnectionLost('the connection is closed'));
        return;
      }
      this.lastId++;
      const id = this.lastId;
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(new SessionError(5500, `the server did not answer '${frame.t}' within ${REQUEST_TIMEOUT / 1000} s`));
      }, REQUEST_TIMEOUT);
      this.pending.set(id, {
        timer,
        reject,
        accept: (reply) => {
          const expected = reply as Extract<ReplyFrame, { t: Type }>;
          accept?.(expected);
          resolve(expected);
        },
      });
      this.send({ ...frame, id });
    });
  }

  send(frame: OutgoingFrame): void {
    if (this.over) {
      return;
    }
    const text = JSON.stringify(frame);
    this.traffic.sent += text.length;
    this.socket.send(text);
  }

  /** Ends the connection from this side; the listener hears nothing more. */
  close(): void {
    if (!this.over) {
      this.end();
      this.socket.close(1000);
    }
  }

  /** Ends the session with the connection, without waiting for the answer. */
  leave(): void {
    this.lastId++;
    this.send({ t: 'exit', id: this.lastId });
    this.close();
  }

  /** Treats the connection as lost without waiting for the network to notice. */
  abandon(): void {
    if (!this.over) {
      this.end();
      this.socket.close();
      this.listener.closed(1006);
    }
  }

  private lost(code: number): void {
    if (!this.over) {
      this.end();
      this.listener.closed(code);
    }
  }

  private end(): void {
    this.over = true;
    detach(this.socket);
    for (const { reject, timer } of this.pending.values()) {
      clearTimeout(timer);
      reject(new ConnectionLost('the connection was lost'));
    }
    this.pending.clear();
  }

  private received(text: string): void {
    this.traffic.received += text.length;
    const frame = JSON.parse(text) as ReplyFrame | ErrorFrame | Notice;
    if ('id' in frame && frame.id !== undefined) {
      this.answered(frame.id, frame as ReplyFrame | ErrorFrame);
    } else {
      this.listener.notice(frame as Notice);
    }
  }

  private answered(id: number, frame: ReplyFrame | ErrorFrame): void {
    const pending = this.pending.get(id);
    if (!pending) {
      return;
    }
    this.pending.delete(id);
    clearTimeout(pending.timer);
    if (frame.t === 'error') {
      pending.reject(new SessionError(frame.code, frame.message));
    } else {
      pending.accept(frame);
    }
  }
}

function detach(socket: WebSocket): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  socket.onerror = null;
}
