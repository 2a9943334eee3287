import { beforeEach, describe, expect, it } from 'vitest';
import type { EnterRoomConfig } from '../src/api/configs.js';
import { SessionError } from '../src/session.js';
import { TRTC } from '../src/trtc.js';
import { type Bench, bench, entry, refusal, settled } from './fakes/client.js';
import { FakeTrack } from './fakes/fake-media.js';

let at: Bench;

beforeEach(() => {
  TRTC.setServer('https://rooms.example');
  at = bench();
  document.body.innerHTML = '<div id="bob"></div><div id="large"></div>';
});

async function withBob(config: Partial<EnterRoomConfig> = {}): Promise<void> {
  await at.trtc.enterRoom({ ...entry, ...config });
  await settled();
  at.factory.last.events.userEntered('bob');
}

function bobSends(...sources: ('audio' | 'main' | 'aux')[]): void {
  for (const source of sources) at.factory.last.events.available('bob', source);
}

const subscribed = () => at.factory.last.called('subscribe');
const camera = { userId: 'bob', streamType: 'main', view: 'bob' } as const;

describe('somebody else', () => {
  it('comes, sends and goes, in the words of the official client', async () => {
    await withBob();
    bobSends('main', 'aux');
    at.factory.last.events.unavailable('bob', 'aux');
    at.factory.last.events.userLeft('bob', 3);
    const names = ['remote-user-enter', 'remote-video-available', 'remote-video-unavailable', 'remote-user-exit'];
    expect(at.told.filter(([name]) => names.includes(name))).toEqual([
      ['remote-user-enter', { userId: 'bob' }],
      ['remote-video-available', { userId: 'bob', streamType: 'main' }],
      ['remote-video-available', { userId: 'bob', streamType: 'sub' }],
      ['remote-video-unavailable', { userId: 'bob', streamType: 'sub' }],
      ['remote-user-exit', { userId: 'bob', reason: 3 }],
    ]);
  });
});

describe('sound of others', () => {
  it('is received and played without a call', async () => {
    await withBob();
    bobSends('audio');
    await settled();
    expect(subscribed()).toEqual([['bob', 'audio', undefined]]);
    expect(at.payloads('audio-play-state-changed')).toEqual([{ userId: 'bob', state: 'PLAYING', reason: 'playing' }]);
    expect(at.payloads('track')).toMatchObject([{ userId: 'bob', streamType: 'main' }]);
    expect(at.trtc.getAudioTrack('bob')).toBeTruthy();
  });

  it('is not received when that was refused on entry, until it is asked for', async () => {
    await withBob({ autoReceiveAudio: false });
    bobSends('audio');
    await settled();
    expect(subscribed()).toEqual([]);
    await at.trtc.muteRemoteAudio('bob', false);
    expect(subscribed()).toHaveLength(1);
  });

  it('is muted before entering, by name or for all, until the room is left', async () => {
    await at.trtc.muteRemoteAudio('*', true);
    await withBob();
    bobSends('audio');
    await settled();
    expect(subscribed()).toEqual([]);
    await at.trtc.exitRoom();
    await withBob();
    bobSends('audio');
    await settled();
    expect(subscribed()).toHaveLength(1);
  });

  it('stays muted when the first entry fails', async () => {
    await at.trtc.muteRemoteAudio('bob', true);
    at.factory.refusal = new SessionError(-100021, 'overload');
    await refusal(at.trtc.enterRoom(entry));
    at.factory.refusal = null;
    await withBob();
    bobSends('audio');
    await settled();
    expect(subscribed()).toEqual([]);
  });

  it('is no longer received once muted', async () => {
    await withBob();
    bobSends('audio');
    await settled();
    await at.trtc.muteRemoteAudio('bob', true);
    expect(at.factory.last.called('unsubscribe')).toEqual([['bob', 'audio']]);
    expect(at.trtc.getAudioTrack('bob')).toBeNull();
    await at.trtc.muteRemoteAudio('bob', false);
    expect(subscribed()).toHaveLength(2);
  });

  it('pauses with its sender, without another subscription', async () => {
    await withBob();
    bobSends('audio');
    await settled();
    at.factory.last.events.unavailable('bob', 'audio');
    bobSends('audio');
    await settled();
    expect(subscribed()).toHaveLength(1);
    const states = at.payloads('audio-play-state-changed').map((payload) => (payload as { state: string }).state);
    expect(states).toEqual(['PLAYING', 'STOPPED', 'PLAYING']);
  });
});

describe('pictures of others', () => {
  it('are shown on demand and told of', async () => {
    await withBob();
    bobSends('main');
    await at.trtc.startRemoteVideo(camera);
    expect(subscribed()).toEqual([['bob', 'main', 'big']]);
    expect(document.querySelector<HTMLVideoElement>('#bob video')?.style.objectFit).toBe('cover');
    expect(at.payloads('video-play-state-changed')).toEqual([
      { userId: 'bob', streamType: 'main', state: 'PLAYING', reason: 'playing' },
    ]);
  });

  it('need a room, a user and a picture', async () => {
    expect(await refusal(at.trtc.startRemoteVideo(camera))).toMatchObject({ code: 5100, extraCode: 5101 });
    await at.trtc.enterRoom(entry);
    await settled();
    expect(await refusal(at.trtc.startRemoteVideo(camera))).toMatchObject({ code: 5100, extraCode: 5102 });
    at.factory.last.events.userEntered('bob');
    expect(await refusal(at.trtc.startRemoteVideo(camera))).toMatchObject({ code: 5100, extraCode: 5103 });
    bobSends('main');
    await at.trtc.startRemoteVideo(camera);
    expect(await refusal(at.trtc.startRemoteVideo(camera))).toMatchObject({ code: 5100, extraCode: 5104 });
  });

  it('change size, view and fill without beginning anew', async () => {
    await withBob();
    bobSends('main');
    await at.trtc.startRemoteVideo({ ...camera, option: { small: true } });
    await at.trtc.updateRemoteVideo({ ...camera, view: 'large', option: { small: false, fillMode: 'contain' } });
    expect(subscribed().map(([, , layer]) => layer)).toEqual(['small', 'big']);
    expect(document.querySelector<HTMLVideoElement>('#large video')?.style.objectFit).toBe('contain');
    expect(document.querySelector('#bob video')).toBeNull();
  });

  it('end by themselves when nothing is sent any more, and can be shown again', async () => {
    await withBob();
    bobSends('main');
    await at.trtc.startRemoteVideo(camera);
    at.factory.last.events.unavailable('bob', 'main');
    await settled();
    expect(document.querySelector('video')).toBeNull();
    expect(at.factory.last.called('unsubscribe')).toEqual([['bob', 'main']]);
    bobSends('main');
    await at.trtc.startRemoteVideo(camera);
    expect(document.querySelector('#bob video')).toBeTruthy();
  });

  it('are all stopped by a star, and else by their stream type', async () => {
    await withBob();
    bobSends('main', 'aux');
    await at.trtc.startRemoteVideo(camera);
    await at.trtc.startRemoteVideo({ ...camera, streamType: 'sub', view: 'large' });
    expect(await refusal(at.trtc.stopRemoteVideo({ userId: 'bob' }))).toMatchObject({ code: 5000, extraCode: 5014 });
    await at.trtc.stopRemoteVideo({ userId: '*' });
    expect(at.factory.last.called('unsubscribe').sort()).toEqual([
      ['bob', 'aux'],
      ['bob', 'main'],
    ]);
  });

  it('are received beforehand when that was asked for on entry', async () => {
    await withBob({ autoReceiveVideo: true });
    bobSends('main');
    await settled();
    expect(subscribed()).toEqual([['bob', 'main', 'big']]);
    await at.trtc.startRemoteVideo(camera);
    expect(subscribed()).toHaveLength(1);
  });

  it('that are stopped while they are being asked for are not received', async () => {
    await withBob({ autoReceiveVideo: true });
    const session = at.factory.last;
    const subscribe = session.subscribe.bind(session);
    let answer: () => void = () => undefined;
    session.subscribe = async (...what) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return await subscribe(...what);
    };
    bobSends('main');
    await settled();
    const stopped = at.trtc.stopRemoteVideo({ userId: 'bob', streamType: 'main' });
    answer();
    await stopped;
    expect(session.called('unsubscribe')).toEqual([['bob', 'main']]);
  });

  it('follow a new track after the room was entered anew', async () => {
    await withBob();
    bobSends('main');
    await at.trtc.startRemoteVideo(camera);
    const track = new FakeTrack('video').asTrack();
    at.factory.last.events.track('bob', 'main', track);
    expect(at.trtc.getVideoTrack({ userId: 'bob' })).toBe(track);
  });

  it('are refused in the words of the server', async () => {
    await withBob();
    bobSends('main');
    at.factory.last.refusals.set('subscribe', new SessionError(-102019, 'this user may not receive video'));
    expect(await refusal(at.trtc.startRemoteVideo(camera))).toMatchObject({ code: 5400, extraCode: -102019 });
    await at.trtc.startRemoteVideo(camera);
  });
});

describe('playing that the browser refuses', () => {
  it('is told, asks for a click, and goes on with it', async () => {
    let allowed = false;
    globalThis.HTMLMediaElement.prototype.play = async function play(this: HTMLMediaElement) {
      if (!allowed) throw new DOMException('no gesture', 'NotAllowedError');
      this.dispatchEvent(new Event('playing'));
    };
    await withBob();
    bobSends('audio');
    await settled();
    expect(at.payloads('autoplay-failed')).toMatchObject([{ userId: 'bob', mediaType: 'audio' }]);
    const dialog = document.querySelector('[role=alertdialog] button') as HTMLButtonElement;
    allowed = true;
    dialog.click();
    await settled();
    expect(document.querySelector('[role=alertdialog]')).toBeNull();
    expect(at.payloads('audio-play-state-changed')).toEqual([{ userId: 'bob', state: 'PLAYING', reason: 'playing' }]);
  });

  it('is told without a dialog when that is switched off', async () => {
    globalThis.HTMLMediaElement.prototype.play = async () => {
      throw new DOMException('no gesture', 'NotAllowedError');
    };
    await withBob({ enableAutoPlayDialog: false });
    bobSends('audio');
    await settled();
    expect(at.payloads('autoplay-failed')).toHaveLength(1);
    expect(document.querySelector('[role=alertdialog]')).toBeNull();
  });
});
