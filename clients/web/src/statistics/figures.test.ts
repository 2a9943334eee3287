import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QualityReport } from '../session.js';
import { FakeWorld, picture, sound } from '../testing/fake-world.js';
import { figures, type Places, type Sample, type StatisticsEntry } from './figures.js';

function sample(at: number, ...entries: StatisticsEntry[]): Sample {
  return { at, entries: new Map(entries.map((entry) => [entry.id, entry])) };
}

const received: Record<string, ReturnType<Places['received']>> = {
  '0': { userId: 'bob', source: 'audio', layer: 'big' },
  '1': { userId: 'bob', source: 'main', layer: 'small' },
  '2': { userId: 'bob', source: 'aux', layer: 'big' },
};

const places: Places = {
  sent: (mid, rid) => ({ source: mid === '4' ? 'audio' : 'main', layer: rid === 'l' ? 'small' : 'big' }),
  received: (mid) => received[mid],
};

const nothing = { local: { audio: { bitrate: 0, audioLevel: 0 }, video: [] }, remote: [] };

describe('the figures', () => {
  it('of nothing are zero', () => {
    expect(figures(sample(0), undefined, places, undefined)).toEqual({
      ...nothing,
      uplink: { rtt: 0, loss: 0 },
      downlink: { rtt: 0, loss: 0 },
      bytesSent: 0,
      bytesReceived: 0,
    });
  });

  it('of the uplink are those of the server', () => {
    const report = { rtt: 24, expectAud: 100, recvAud: 99, expectVid: 100, recvVid: 91 };
    const found = figures(sample(0), undefined, places, report);

    expect(found.uplink).toEqual({ rtt: 24, loss: 5 });
    expect(found.downlink.rtt).toBe(24);
  });

  it('of the uplink are those of receiver reports when the server says nothing', () => {
    const remote = { id: 'r', type: 'remote-inbound-rtp', roundTripTime: 0.05, fractionLost: 0.1 };
    expect(figures(sample(0, remote), undefined, places, undefined).uplink).toEqual({ rtt: 50, loss: 10 });
  });

  it('of the way there and back are those of ICE when nobody else knows', () => {
    const transport = { id: 't', type: 'transport', selectedCandidatePairId: 'p', bytesSent: 7, bytesReceived: 8 };
    const pair = { id: 'p', type: 'candidate-pair', currentRoundTripTime: 0.0304 };
    const report = { rtt: null, expectAud: 0, recvAud: 0, expectVid: 0, recvVid: 0 };
    const found = figures(sample(0, transport, pair), undefined, places, report);

    expect(found.uplink).toEqual({ rtt: 30, loss: 0 });
    expect([found.bytesSent, found.bytesReceived]).toEqual([7, 8]);
  });

  it('of the downlink count what was lost since the sample before', () => {
    const stream = { id: 'i', type: 'inbound-rtp', mid: '0' };
    const before = sample(0, { ...stream, packetsReceived: 100, packetsLost: 50 });
    const now = sample(2000, { ...stream, packetsReceived: 190, packetsLost: 60 });

    expect(figures(now, before, places, undefined).downlink.loss).toBe(10);
  });

  it('of what is sent name each layer', () => {
    const audio = { id: 'a', type: 'outbound-rtp', kind: 'audio', mid: '4', mediaSourceId: 'm' };
    const big = { id: 'h', type: 'outbound-rtp', kind: 'video', mid: '5', rid: 'h', frameWidth: 640, frameHeight: 480 };
    const small = { ...big, id: 'l', rid: 'l', frameWidth: 160, frameHeight: 120 };
    const idle = { id: 'x', type: 'outbound-rtp', kind: 'video', mid: '5', rid: 'l' };
    const source = { id: 'm', type: 'media-source', audioLevel: 0.25 };
    const before = sample(1000, { ...audio, bytesSent: 1000 }, { ...big, bytesSent: 5000 }, { ...small, bytesSent: 0 });
    const now = sample(
      3000,
      source,
      { ...audio, bytesSent: 11_000 },
      { ...big, bytesSent: 130_000, framesPerSecond: 14.6 },
      { ...small, bytesSent: 25_000, framesPerSecond: 15 },
      idle,
    );

    expect(figures(now, before, places, undefined).local).toEqual({
      audio: { bitrate: 40, audioLevel: 0.25 },
      video: [
        { width: 640, height: 480, frameRate: 15, bitrate: 500, videoType: 'big' },
        { width: 160, height: 120, frameRate: 15, bitrate: 100, videoType: 'small' },
      ],
    });
  });

  it('of what is received name whose it is', () => {
    const of = (mid: string, more: object) => ({ id: mid, type: 'inbound-rtp', mid, ...more });
    const before = sample(
      0,
      of('0', { bytesReceived: 0, jitterBufferDelay: 10, jitterBufferEmittedCount: 1000 }),
      of('1', { bytesReceived: 1000 }),
    );
    const now = sample(
      2000,
      of('0', { bytesReceived: 10_000, jitterBufferDelay: 15, jitterBufferEmittedCount: 1100, audioLevel: 0.5 }),
      of('1', { bytesReceived: 26_000, frameWidth: 160, frameHeight: 120, framesPerSecond: 15 }),
      of('2', { bytesReceived: 0, frameWidth: 1920, frameHeight: 1080, framesPerSecond: 5 }),
      of('9', { bytesReceived: 5 }),
    );

    expect(figures(now, before, places, undefined).remote).toEqual([
      {
        userId: 'bob',
        audio: { bitrate: 40, audioLevel: 0.5, jitterBufferDelay: 50 },
        video: [
          { width: 160, height: 120, frameRate: 15, bitrate: 100, videoType: 'small', jitterBufferDelay: 0 },
          { width: 1920, height: 1080, frameRate: 5, bitrate: 0, videoType: 'sub', jitterBufferDelay: 0 },
        ],
      },
    ]);
  });
});

describe('the report', () => {
  let world: FakeWorld;

  beforeEach(() => {
    vi.useFakeTimers();
    world = new FakeWorld();
    world.users = [{ userId: 'bob', flags: 1, codecs: { main: 'H264' } }];
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function reports(): QualityReport[] {
    return world.heard('quality').map(([report]) => report as QualityReport);
  }

  it('comes every 2 seconds while in a room, with signalling counted in', async () => {
    const session = await world.enter();
    await session.publish('audio', sound());
    await session.publish('main', picture());
    await session.subscribe('bob', 'main', 'small');
    world.peer.statistics = [
      { id: 't', type: 'transport', bytesSent: 1_000_000, bytesReceived: 2_000_000 },
      { id: 'o', type: 'outbound-rtp', kind: 'video', mid: '5', frameWidth: 640, frameHeight: 480 },
      { id: 'i', type: 'inbound-rtp', kind: 'video', mid: '1', frameWidth: 640, frameHeight: 480 },
    ];
    await vi.advanceTimersByTimeAsync(4100);
    const [, second] = reports();
    expect(reports()).toHaveLength(2);
    expect(second?.measured).toBe(true);
    expect(second?.uplink).toEqual({ rtt: 24, loss: 5 });
    expect(second?.bytesSent).toBeGreaterThan(1_000_000);
    expect(second?.local.video).toMatchObject([{ width: 640, videoType: 'big' }]);
    // Without a small picture the big one is sent (docs/signalling.md, Media).
    expect(second?.remote).toMatchObject([{ userId: 'bob', video: [{ videoType: 'big' }] }]);
    await session.exit();
    await vi.advanceTimersByTimeAsync(10_000);

    expect(reports()).toHaveLength(2);
  });

  it('says so while nothing has been connected', async () => {
    world.connecting = false;
    await world.enter();
    await vi.advanceTimersByTimeAsync(2100);

    expect(reports()[0]?.measured).toBe(false);
  });

  it('goes on counting bytes over peer connections', async () => {
    await world.enter();
    world.peer.statistics = [{ id: 't', type: 'transport', bytesSent: 1_000_000, bytesReceived: 2_000_000 }];
    await vi.advanceTimersByTimeAsync(2100);
    world.socket.receive({ t: 'kicked', reason: 'room_closed' });
    await vi.advanceTimersByTimeAsync(2000);
    const [before, after] = reports();

    expect(world.peers).toHaveLength(2);
    expect(after?.bytesSent).toBeGreaterThan(before?.bytesSent ?? Number.MAX_VALUE);
  });
});
