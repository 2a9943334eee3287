import type { Entry } from '../session.js';
import type { IceServersFrame } from './wire.js';

/** A renewal that is not answered is asked for again after this. */
const ASK_AGAIN_AFTER = 10_000;

/**
 * The STUN and TURN servers to connect by: the application's own, else those the server tells of. The server's
 * credentials end, so they are renewed in half of their time: a connection may need them at any moment.
 */
export class IceServers {
  private servers: RTCIceServer[];
  private readonly fixed: boolean;
  private renewAt = Number.POSITIVE_INFINITY;

  constructor(
    { iceServers }: Pick<Entry, 'iceServers'>,
    private readonly now: () => number,
  ) {
    this.fixed = iceServers !== undefined;
    this.servers = iceServers ?? [];
  }

  /** Another array after every change. */
  get current(): RTCIceServer[] {
    return this.servers;
  }

  /** What came with `entered`, `resumed` or `ice`. */
  take({ iceServers = [], iceLifetime }: IceServersFrame): void {
    if (!this.fixed) {
      this.servers = iceServers;
      this.renewAt = iceLifetime === undefined ? Number.POSITIVE_INFINITY : this.now() + iceLifetime / 2;
    }
  }

  /** Whether to ask for others now; true once for each time to ask. */
  due(): boolean {
    const due = this.now() >= this.renewAt;
    if (due) {
      this.renewAt = this.now() + ASK_AGAIN_AFTER;
    }
    return due;
  }
}
