import { beforeEach, describe, expect, it } from 'vitest';
import { fitsBeside, resolveAudioProfile, resolveScreenProfile, resolveVideoProfile } from '../src/profiles.js';
import { gradeOf } from '../src/room/network-quality.js';
import { iceOf, serverOf, signallingAddress } from '../src/room/server-address.js';
import type { QualityReport } from '../src/session.js';
import { TRTC } from '../src/trtc.js';
import { scaleOf } from '../src/volume.js';
import { type Bench, bench, entry, settled } from './fakes/client.js';

describe('profiles', () => {
  it('have the values of the shipped client', () => {
    expect(resolveVideoProfile()).toEqual({ width: 640, height: 480, frameRate: 15, bitrate: 500 });
    expect(resolveVideoProfile('360p_2')).toEqual({ width: 640, height: 360, frameRate: 15, bitrate: 400 });
    expect(resolveScreenProfile()).toEqual({ width: 1920, height: 1080, frameRate: 5, bitrate: 1600 });
    expect(resolveAudioProfile('high')).toEqual({ sampleRate: 48000, channelCount: 1, bitrate: 128 });
  });

  it('are completed from the default, which also stands for unknown names', () => {
    expect(resolveVideoProfile({ width: 1280 })).toEqual({ width: 1280, height: 480, frameRate: 15, bitrate: 500 });
    expect(resolveVideoProfile({ bitrate: undefined })).toMatchObject({ bitrate: 500 });
    expect(resolveVideoProfile('huge')).toEqual(resolveVideoProfile());
    expect(resolveVideoProfile('toString')).toEqual(resolveVideoProfile());
  });

  it('of a small picture may exceed the big one in nothing', () => {
    const big = { width: 640, height: 480, frameRate: 15, bitrate: 500 };
    expect(fitsBeside(big, { ...big })).toBe(true);
    expect(fitsBeside(big, { ...big, width: 480, height: 640 })).toBe(true);
    expect(fitsBeside(big, { ...big, width: 641 })).toBe(false);
    expect(fitsBeside(big, { ...big, frameRate: 16 })).toBe(false);
    expect(fitsBeside(big, { ...big, bitrate: 501 })).toBe(false);
  });
});

describe('the quality of the network', () => {
  it.each([
    [100, 10, 1],
    [101, 10, 2],
    [100, 11, 2],
    [201, 0, 3],
    [0, 21, 3],
    [351, 0, 4],
    [0, 31, 4],
    [501, 0, 5],
    [0, 51, 5],
  ])('with %i ms and %i %% lost is %i', (rtt, loss, grade) => {
    expect(gradeOf({ rtt, loss })).toBe(grade);
  });

  const report: QualityReport = {
    uplink: { rtt: 20, loss: 0 },
    downlink: { rtt: 150, loss: 25 },
    measured: true,
    bytesSent: 1000,
    bytesReceived: 2000,
    local: { audio: { bitrate: 40, audioLevel: 0.5 }, video: [] },
    remote: [],
  };
  let at: Bench;

  beforeEach(async () => {
    TRTC.setServer('https://rooms.example');
    at = bench();
    await at.trtc.enterRoom(entry);
    await settled();
  });

  it('is told both ways, with the figures behind it', () => {
    at.factory.last.events.quality(report);
    expect(at.payloads('network-quality')).toEqual([
      {
        uplinkNetworkQuality: 1,
        downlinkNetworkQuality: 3,
        uplinkRTT: 20,
        uplinkLoss: 0,
        downlinkRTT: 150,
        downlinkLoss: 25,
      },
    ]);
    expect(at.payloads('statistics')).toEqual([
      {
        rtt: 20,
        upLoss: 0,
        downLoss: 25,
        bytesSent: 1000,
        bytesReceived: 2000,
        localStatistics: report.local,
        remoteStatistics: [],
      },
    ]);
  });

  it('is unknown before the first packet and 6 while the connection is lost', () => {
    at.factory.last.events.quality({ ...report, measured: false });
    at.factory.last.events.connectionState('CONNECTING', 'CONNECTED', true);
    at.factory.last.events.quality(report);
    expect(at.payloads('network-quality')).toMatchObject([
      { uplinkNetworkQuality: 0, downlinkNetworkQuality: 0 },
      { uplinkNetworkQuality: 6, downlinkNetworkQuality: 6 },
    ]);
    expect(at.payloads('connection-state-changed').at(-1)).toEqual({
      prevState: 'CONNECTED',
      state: 'CONNECTING',
      isReconnecting: true,
    });
  });

  it('comes with the seconds of this stay', async () => {
    expect(await at.trtc.callExperimentalAPI('getUsage')).toMatchObject({ audio: 1, fourK: 6 });
  });
});

describe('the address of the server', () => {
  it.each([
    ['https://rooms.example', 'wss://rooms.example/v1/signalling'],
    ['http://localhost:8080/', 'ws://localhost:8080/v1/signalling'],
    ['rooms.example:8443', 'wss://rooms.example:8443/v1/signalling'],
    ['wss://proxy.example/parley', 'wss://proxy.example/parley/v1/signalling'],
    ['ws://proxy.example/v1/signalling', 'ws://proxy.example/v1/signalling'],
  ])('%s is %s', (given, address) => {
    expect(signallingAddress(given, 'test')).toBe(address);
  });

  it('is taken from the entry before the package', () => {
    TRTC.setServer('https://package.example');
    expect(serverOf({})).toContain('package.example');
    expect(serverOf({ proxy: 'https://text.example' })).toContain('text.example');
    const proxy = { websocketProxy: 'wss://socket.example' };
    expect(serverOf({ proxy })).toContain('socket.example');
    expect(serverOf({ proxy: { ...proxy, unifiedProxy: 'https://unified.example' } })).toContain('unified.example');
  });

  it('is refused when it is none', () => {
    expect(() => TRTC.setServer('ftp://rooms.example')).toThrowError(expect.objectContaining({ code: 5000 }));
  });

  it('comes with the relays of the application', () => {
    const turnServer = { url: '192.0.2.1:3478', username: 'u', credential: 'c' };
    expect(iceOf({ proxy: { turnServer: [turnServer], iceTransportPolicy: 'relay' } })).toEqual({
      iceServers: [{ urls: 'turn:192.0.2.1:3478', username: 'u', credential: 'c' }],
      iceTransportPolicy: 'relay',
    });
    expect(iceOf({ proxy: 'https://text.example' })).toEqual({});
  });
});

describe('loudness', () => {
  it('runs from nothing to full scale', () => {
    expect(scaleOf(0)).toBe(0);
    expect(scaleOf(0.001)).toBeCloseTo(0);
    expect(scaleOf(1)).toBe(100);
    expect(scaleOf(0.1)).toBeCloseTo(66.7, 1);
  });
});
