import type { Peer } from '../session/peer.js';
import type { Traffic } from '../session/signalling-connection.js';
import type { UplinkReport } from '../session/wire.js';
import type { Layer, QualityReport, Source } from '../session.js';
import { figures, type Sample, type StatisticsEntry } from './figures.js';

/** Every 2 seconds (spec/16 §5). */
const INTERVAL = 2000;
/** An older report of the server says nothing about now. */
const LONGEST_VALID = 6000;

interface Received {
  userId: string;
  source: Source;
  layer: Layer;
}

/** Looks at the peer connection every 2 seconds and says how it goes. */
export class QualityReporter {
  private timer: ReturnType<typeof setInterval> | undefined;
  private peer: Peer | undefined;
  private before: Sample | undefined;
  private uplink: { report: UplinkReport; at: number } | undefined;
  private measured = false;
  /** Of peer connections that are gone. */
  private earlier = { sent: 0, received: 0 };
  private latest = { sent: 0, received: 0 };

  constructor(
    private readonly current: () => Peer | undefined,
    private readonly received: () => readonly Received[],
    private readonly signalling: Traffic,
    private readonly now: () => number,
    private readonly report: (report: QualityReport) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look().catch(() => undefined), INTERVAL);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  uplinkReported(report: UplinkReport): void {
    this.uplink = { report, at: this.now() };
  }

  private async look(): Promise<void> {
    const peer = this.current();
    if (!peer) {
      return;
    }
    const sample = await this.sample(peer);
    if (this.timer === undefined || peer !== this.current()) {
      return;
    }
    this.changedPeer(peer);
    this.tell(peer, sample);
    this.before = sample;
  }

  private async sample(peer: Peer): Promise<Sample> {
    const report = await peer.connection.getStats();
    const entries = new Map<string, StatisticsEntry>();
    report.forEach((entry: StatisticsEntry) => {
      entries.set(entry.id, entry);
    });
    return { at: this.now(), entries };
  }

  /** A new peer connection counts from zero. */
  private changedPeer(peer: Peer): void {
    if (this.peer && this.peer !== peer) {
      this.before = undefined;
      this.earlier = {
        sent: this.earlier.sent + this.latest.sent,
        received: this.earlier.received + this.latest.received,
      };
    }
    this.peer = peer;
  }

  private tell(peer: Peer, sample: Sample): void {
    this.measured ||= peer.wasConnected;
    const fresh = this.uplink && sample.at - this.uplink.at < LONGEST_VALID ? this.uplink.report : undefined;
    const found = figures(sample, this.before, this.places(peer), fresh);
    this.latest = { sent: found.bytesSent, received: found.bytesReceived };
    this.report({
      ...found,
      measured: this.measured,
      bytesSent: this.earlier.sent + found.bytesSent + this.signalling.sent,
      bytesReceived: this.earlier.received + found.bytesReceived + this.signalling.received,
    });
  }

  private places(peer: Peer) {
    const received = this.received();
    return {
      sent: (mid: string, rid?: string) => peer.senders.sourceOf(mid, rid),
      received: (mid: string) => {
        const there = peer.slots.occupant(mid);
        return received.find(({ userId, source }) => userId === there?.userId && source === there.source);
      },
    };
  }
}
