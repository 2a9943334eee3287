import type { SignallingConnection } from './signalling-connection.js';
import type { UplinkReport } from './wire.js';

/** A ping that is not answered for so long means that nobody is there. */
const SILENCE = 8000;
/** After the network changed, or media stopped, there is reason to doubt and less patience. */
const DOUBTFUL_SILENCE = 3000;

/** Pings over one connection, and gives the connection up when it falls silent. */
export class Heartbeat {
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly unanswered = new Set<ReturnType<typeof setTimeout>>();

  constructor(
    private readonly connection: SignallingConnection,
    interval: number,
    private readonly messagesReceived: () => number,
    private readonly pong: (uplink: UplinkReport | undefined) => void,
  ) {
    this.timer = setInterval(() => this.ping(SILENCE), interval);
  }

  /** Finds out soon whether the connection still holds. */
  probe(): void {
    this.ping(DOUBTFUL_SILENCE);
  }

  stop(): void {
    clearInterval(this.timer);
    for (const patience of this.unanswered) {
      clearTimeout(patience);
    }
    this.unanswered.clear();
  }

  private ping(patience: number): void {
    const giveUp = setTimeout(() => this.connection.abandon(), patience);
    this.unanswered.add(giveUp);
    this.connection.request<'pong'>({ t: 'ping', got: this.messagesReceived() }).then(
      ({ uplink }) => {
        this.answered(giveUp);
        this.pong(uplink);
      },
      () => this.answered(giveUp),
    );
  }

  private answered(patience: ReturnType<typeof setTimeout>): void {
    clearTimeout(patience);
    this.unanswered.delete(patience);
  }
}
