import { beforeEach, describe, expect, it } from 'vitest';
import { SmallStreamAutoSwitcher } from '../src/plugins/small-stream-auto-switcher.js';
import type { QualityReport } from '../src/session.js';
import { TRTC } from '../src/trtc.js';
import { type Bench, bench, entry, refusal, settled } from './fakes/client.js';

let at: Bench;

beforeEach(() => {
  TRTC.setServer('https://rooms.example');
  at = bench({ plugins: [SmallStreamAutoSwitcher] });
  document.body.innerHTML = '<div id="bob"></div>';
});

async function watchingBob(): Promise<void> {
  await at.trtc.enterRoom(entry);
  await settled();
  at.factory.last.events.userEntered('bob');
  at.factory.last.events.available('bob', 'main');
  await at.trtc.startRemoteVideo({ userId: 'bob', streamType: 'main', view: 'bob' });
}

async function report(rtt: number, times: number): Promise<void> {
  const quality: QualityReport = {
    uplink: { rtt, loss: 0 },
    downlink: { rtt, loss: 0 },
    measured: true,
    bytesSent: 0,
    bytesReceived: 0,
    local: { audio: { bitrate: 40, audioLevel: 0 }, video: [] },
    remote: [],
  };
  for (let time = 0; time < times; time++) at.factory.last.events.quality(quality);
  await settled();
}

const layers = () => at.factory.last.called('subscribe').map(([, , layer]) => layer);

describe('the switcher to small pictures', () => {
  it('goes down after a poor while and up after a good one', async () => {
    await watchingBob();
    await at.trtc.startPlugin('SmallStreamAutoSwitcher', { poorDuration: 4, goodDuration: 6, sleepTime: 2 });
    await report(400, 1);
    await report(10, 1);
    await report(400, 1);
    expect(layers()).toEqual(['big']);
    await report(400, 1);
    expect(layers()).toEqual(['big', 'small']);
    await report(10, 1 + 2);
    expect(layers()).toEqual(['big', 'small']);
    await report(10, 1);
    expect(layers()).toEqual(['big', 'small', 'big']);
  });

  it('goes down only so often', async () => {
    await watchingBob();
    const options = { poorDuration: 2, goodDuration: 2, sleepTime: 0, maxAutoSwitchToSmallCount: 1 };
    await at.trtc.startPlugin('SmallStreamAutoSwitcher', options);
    await report(400, 1);
    await report(10, 1);
    await report(400, 1);
    expect(layers()).toEqual(['big', 'small', 'big']);
  });

  it('does nothing once it is stopped', async () => {
    await watchingBob();
    await at.trtc.startPlugin('SmallStreamAutoSwitcher', { poorDuration: 2 });
    await at.trtc.stopPlugin('SmallStreamAutoSwitcher');
    await report(400, 5);
    expect(layers()).toEqual(['big']);
  });
});

describe('the box with figures', () => {
  it('shows them, hides and goes away', async () => {
    await watchingBob();
    await at.trtc.startPlugin('Debug');
    await report(123, 1);
    const box = document.querySelector('pre') as HTMLElement;
    expect(box.textContent).toContain('rtt 123 ms');
    await at.trtc.updatePlugin('Debug', { visible: false });
    expect(box.hidden).toBe(true);
    await at.trtc.stopPlugin('Debug');
    expect(document.querySelector('pre')).toBeNull();
  });
});

describe('built-in plugins that are not there', () => {
  it('say so', async () => {
    const options = { sdkAppId: 1, userId: 'alice', userSig: 'signature' };
    expect(await refusal(at.trtc.startPlugin('AIDenoiser', options))).toMatchObject({ code: 5200, extraCode: 5210 });
    expect(await refusal(at.trtc.startPlugin('AudioProcessor', options))).toMatchObject({ extraCode: 5210 });
  });
});
