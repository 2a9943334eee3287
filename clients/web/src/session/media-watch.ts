import type { Environment } from './environment.js';
import type { Peer } from './peer.js';

const INTERVAL = 1000;
/** So long a connection may look lost before it is restarted, and so long every restart may take. */
const PATIENCE = 5000;
/** So long the direct ways alone are tried before the servers that were only named with the answer. */
const DIRECT_PATIENCE = 1000;
/** Without a first connection by then, a firewall is in the way (5501). */
const LONGEST_START = 15_000;
/** A connection that was there and does not come back by then is made anew. */
const LONGEST_LOSS = 30_000;

export interface Remedies {
  /** Whether the server can be talked to; without that nothing here can be judged or mended. */
  reachable(): boolean;
  restartIce(): void;
  startAnew(): void;
  giveUp(): void;
}

/** Watches over the peer connection and mends it: restarts ICE, starts anew, gives up. */
export class MediaWatch {
  private peer: Peer | undefined;
  private troubleSince: number | undefined;
  private restartedAt = 0;
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly environment: Environment,
    private readonly remedies: Remedies,
  ) {
    this.timer = setInterval(() => this.look(), INTERVAL);
  }

  /** Begins with a peer connection that has its answer. */
  watch(peer: Peer): void {
    this.peer = peer;
    this.troubleSince = undefined;
    this.look();
  }

  /** To be called when the state of the connection changed. */
  look(): void {
    const { peer } = this;
    if (!peer || peer.connected || !this.remedies.reachable()) {
      this.troubleSince = undefined;
      return;
    }
    const now = this.environment.now();
    if (this.troubleSince === undefined) {
      this.troubleSince = now;
      this.restartedAt = now;
    }
    this.mend(peer, now - this.troubleSince, now);
  }

  stop(): void {
    clearInterval(this.timer);
    this.peer = undefined;
  }

  private mend(peer: Peer, trouble: number, now: number): void {
    if (!peer.wasConnected && trouble >= LONGEST_START) {
      this.peer = undefined;
      this.remedies.giveUp();
    } else if (peer.wasConnected && (trouble >= LONGEST_LOSS || peer.beyondRestart)) {
      this.peer = undefined;
      this.remedies.startAnew();
    } else if (now - this.restartedAt >= (peer.lacksServers ? DIRECT_PATIENCE : PATIENCE)) {
      this.restartedAt = now;
      this.remedies.restartIce();
    }
  }
}
