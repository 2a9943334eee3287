import type { UplinkReport } from '../session/wire.js';
import type { QualityReport, Source, VideoFigures } from '../session.js';

/** One moment's statistics of a peer connection, by id, and when they were taken in milliseconds. */
export interface Sample {
  at: number;
  entries: ReadonlyMap<string, StatisticsEntry>;
}

/** The members of the browser's entries that are looked at. */
export interface StatisticsEntry {
  id: string;
  type: string;
  kind?: string;
  mid?: string;
  rid?: string;
  bytesSent?: number;
  bytesReceived?: number;
  packetsReceived?: number;
  packetsLost?: number;
  frameWidth?: number;
  frameHeight?: number;
  framesPerSecond?: number;
  audioLevel?: number;
  mediaSourceId?: string;
  jitterBufferDelay?: number;
  jitterBufferEmittedCount?: number;
  roundTripTime?: number;
  fractionLost?: number;
  selectedCandidatePairId?: string;
  currentRoundTripTime?: number;
}

/** Who is sent or received where. */
export interface Places {
  sent(mid: string, rid?: string): { source: Source; layer: 'big' | 'small' } | undefined;
  received(mid: string): { userId: string; source: Source; layer: 'big' | 'small' } | undefined;
}

type Remote = QualityReport['remote'][number];

/** What happened between two samples, in the words of the report; bytes are those of the connection so far. */
export function figures(
  now: Sample,
  before: Sample | undefined,
  places: Places,
  uplink: UplinkReport | undefined,
): Omit<QualityReport, 'measured'> {
  const entries = [...now.entries.values()];
  const outbound = entries.filter(({ type }) => type === 'outbound-rtp');
  const inbound = entries.filter(({ type }) => type === 'inbound-rtp');
  const change = new Change(now, before);
  const rtt = roundTrip(now, entries, uplink);
  const transports = entries.filter(({ type }) => type === 'transport');
  return {
    uplink: { rtt, loss: uplinkLoss(entries, uplink) },
    downlink: { rtt, loss: downlinkLoss(inbound, change) },
    bytesSent: sum(transports.map(({ bytesSent }) => bytesSent ?? 0)),
    bytesReceived: sum(transports.map(({ bytesReceived }) => bytesReceived ?? 0)),
    local: { audio: localAudio(outbound, now, change), video: localVideo(outbound, places, change) },
    remote: remotes(inbound, places, change),
  };
}

/** How much a counter grew since the sample before. */
class Change {
  constructor(
    private readonly now: Sample,
    private readonly before: Sample | undefined,
  ) {}

  of(entry: StatisticsEntry, member: CounterName): number {
    return Math.max(0, (entry[member] ?? 0) - (this.before?.entries.get(entry.id)?.[member] ?? 0));
  }

  /** In kbit/s; bits a millisecond are the same. */
  bitrate(entry: StatisticsEntry, member: 'bytesSent' | 'bytesReceived'): number {
    const duration = this.before ? this.now.at - this.before.at : 0;
    return duration > 0 ? Math.round((this.of(entry, member) * 8) / duration) : 0;
  }

  /** The time a packet or frame spent waiting to be played, in milliseconds. */
  jitterBufferDelay(entry: StatisticsEntry): number {
    const emitted = this.of(entry, 'jitterBufferEmittedCount');
    return emitted > 0 ? Math.round((this.of(entry, 'jitterBufferDelay') * 1000) / emitted) : 0;
  }
}

type CounterName =
  | 'bytesSent'
  | 'bytesReceived'
  | 'packetsReceived'
  | 'packetsLost'
  | 'jitterBufferDelay'
  | 'jitterBufferEmittedCount';

/** The server's report counts; without one, what its receiver reports say, and what the checks of ICE measured. */
function roundTrip(now: Sample, entries: StatisticsEntry[], uplink: UplinkReport | undefined): number {
  if (uplink?.rtt !== undefined && uplink.rtt !== null) {
    return Math.round(uplink.rtt);
  }
  const reported = entries.find(
    ({ type, roundTripTime }) => type === 'remote-inbound-rtp' && roundTripTime !== undefined,
  );
  const selected = entries.find(({ selectedCandidatePairId }) => selectedCandidatePairId)?.selectedCandidatePairId;
  const checked = selected ? now.entries.get(selected)?.currentRoundTripTime : undefined;
  return Math.round((reported?.roundTripTime ?? checked ?? 0) * 1000);
}

function uplinkLoss(entries: StatisticsEntry[], uplink: UplinkReport | undefined): number {
  if (uplink) {
    return percentage(
      uplink.expectAud + uplink.expectVid - uplink.recvAud - uplink.recvVid,
      uplink.expectAud + uplink.expectVid,
    );
  }
  const reported = entries.flatMap(({ type, fractionLost }) =>
    type === 'remote-inbound-rtp' && fractionLost !== undefined ? [fractionLost] : [],
  );
  return reported.length > 0 ? percentage(sum(reported), reported.length) : 0;
}

function downlinkLoss(inbound: StatisticsEntry[], change: Change): number {
  const lost = sum(inbound.map((entry) => change.of(entry, 'packetsLost')));
  return percentage(lost, lost + sum(inbound.map((entry) => change.of(entry, 'packetsReceived'))));
}

function localAudio(outbound: StatisticsEntry[], now: Sample, change: Change): QualityReport['local']['audio'] {
  const audio = outbound.filter(({ kind }) => kind === 'audio');
  const source = audio.find(({ mediaSourceId }) => mediaSourceId)?.mediaSourceId;
  return {
    bitrate: sum(audio.map((entry) => change.bitrate(entry, 'bytesSent'))),
    audioLevel: (source && now.entries.get(source)?.audioLevel) || 0,
  };
}

/** A layer that is not sent has no size and is left out. */
function localVideo(outbound: StatisticsEntry[], places: Places, change: Change): VideoFigures[] {
  return outbound.flatMap((entry) => {
    const sent = entry.mid === undefined ? undefined : places.sent(entry.mid, entry.rid);
    if (!sent || sent.source === 'audio' || !entry.frameWidth) {
      return [];
    }
    return [videoFigures(entry, sent, change.bitrate(entry, 'bytesSent'))];
  });
}

function remotes(inbound: StatisticsEntry[], places: Places, change: Change): Remote[] {
  const users = new Map<string, Remote>();
  for (const entry of inbound) {
    const whose = entry.mid === undefined ? undefined : places.received(entry.mid);
    if (whose) {
      const user = users.get(whose.userId) ?? silent(whose.userId);
      users.set(whose.userId, user);
      addReceived(user, entry, whose, change);
    }
  }
  return [...users.values()];
}

function addReceived(
  user: Remote,
  entry: StatisticsEntry,
  whose: { source: Source; layer: 'big' | 'small' },
  change: Change,
): void {
  const bitrate = change.bitrate(entry, 'bytesReceived');
  const jitterBufferDelay = change.jitterBufferDelay(entry);
  if (whose.source === 'audio') {
    user.audio = { bitrate, audioLevel: entry.audioLevel ?? 0, jitterBufferDelay };
  } else {
    user.video.push({ ...videoFigures(entry, whose, bitrate), jitterBufferDelay });
  }
}

function silent(userId: string): Remote {
  return { userId, audio: { bitrate: 0, audioLevel: 0, jitterBufferDelay: 0 }, video: [] };
}

function videoFigures(
  { frameWidth, frameHeight, framesPerSecond }: StatisticsEntry,
  { source, layer }: { source: Source; layer: 'big' | 'small' },
  bitrate: number,
): VideoFigures {
  return {
    width: frameWidth ?? 0,
    height: frameHeight ?? 0,
    frameRate: Math.round(framesPerSecond ?? 0),
    bitrate,
    videoType: source === 'aux' ? 'sub' : layer,
  };
}

/** Whole percent, 0 when there is nothing to compare. */
function percentage(part: number, whole: number): number {
  return whole > 0 ? Math.round((100 * Math.max(0, part)) / whole) : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
