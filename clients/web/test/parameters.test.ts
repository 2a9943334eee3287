import { beforeEach, describe, expect, it } from 'vitest';
import { TRTC } from '../src/trtc.js';
import { type Bench, bench, entry, refusal } from './fakes/client.js';

let at: Bench;

beforeEach(() => {
  TRTC.setServer('https://rooms.example');
  at = bench();
});

type Case = [what: string, change: Record<string, unknown>, extraCode: number];

describe('parameters of enterRoom', () => {
  const cases: Case[] = [
    ['no application', { sdkAppId: undefined }, 5001],
    ['an application as text', { sdkAppId: '1400000001' }, 5002],
    ['application 0', { sdkAppId: 0 }, 5003],
    ['no user', { userId: undefined }, 5001],
    ['a user as a number', { userId: 7 }, 5002],
    ['a blank user', { userId: ' ' }, 5003],
    ['no signature', { userSig: undefined }, 5001],
    ['an empty signature', { userSig: '' }, 5003],
    ['an unknown scene', { scene: 'cinema' }, 5005],
    ['an unknown role', { role: 'guest' }, 5005],
    ['neither room', { strRoomId: undefined }, 5015],
    ['a room number as text', { roomId: '7' }, 5016],
    ['a room number beyond the range', { roomId: 4294967295 }, 5013],
    ['a negative room number', { roomId: -1 }, 5013],
    ['half a room', { roomId: 1.5 }, 5013],
    ['a room with an asterisk', { strRoomId: 'lobby*' }, 5012],
    ['a room of 65 letters', { strRoomId: 'x'.repeat(65) }, 5012],
    ['a delay below zero', { playoutDelay: { min: -1, max: 10 } }, 5007],
    ['a delay beyond its end', { playoutDelay: { min: 0, max: 10001 } }, 5008],
    ['a relay without address', { proxy: { turnServer: { username: 'u' } } }, 5001],
    ['a proxy as a number', { proxy: 7 }, 5002],
  ];

  it.each(cases)('refuses %s', async (_what, change, extraCode) => {
    const error = await refusal(at.trtc.enterRoom({ ...entry, ...change }));
    expect(error).toMatchObject({ name: 'RtcError', code: 5000, extraCode, functionName: 'enterRoom' });
    expect(error.message).not.toBe('');
  });

  it.each([
    ['the whole set of marks', { strRoomId: 'a Z9!#$%&()+-:;<=.>?@[]^_{}|~,' }],
    ['the last number', { strRoomId: undefined, roomId: 4294967294 }],
  ])('accepts %s', async (_what, change) => {
    await at.trtc.enterRoom({ ...entry, ...change });
  });

  it('refuses a call without any', async () => {
    expect(await refusal(at.trtc.enterRoom(undefined as never))).toMatchObject({ code: 5000, extraCode: 5001 });
  });
});

describe('parameters of media', () => {
  const video: Case[] = [
    ['a view that is not there', { view: 'nowhere' }, 5009],
    ['a view as a number', { view: 7 }, 5002],
    ['a list with something else than elements', { view: ['here'] }, 5010],
    ['an unknown fill', { option: { fillMode: 'stretch' } }, 5005],
    ['an unknown mirror', { option: { mirror: 'left' } }, 5005],
    ['a track of another kind', { option: { videoTrack: {} } }, 5004],
    ['a width as text', { option: { profile: { width: '640' } } }, 5002],
  ];

  it.each(video)('of a camera refuse %s', async (_what, config, extraCode) => {
    expect(await refusal(at.trtc.startLocalVideo(config))).toMatchObject({ code: 5000, extraCode });
  });

  const audio: Case[] = [
    ['an unknown mute', { mute: 'loudspeaker' }, 5005],
    ['a volume below zero', { option: { captureVolume: -1 } }, 5007],
    ['an ear monitor beyond 100', { option: { earMonitorVolume: 101 } }, 5008],
    ['an unknown echo cancellation', { option: { echoCancellation: 'some' } }, 5005],
  ];

  it.each(audio)('of a microphone refuse %s', async (_what, config, extraCode) => {
    expect(await refusal(at.trtc.startLocalAudio(config))).toMatchObject({ code: 5000, extraCode });
  });

  it('of others are checked before the room is', async () => {
    const noUser = at.trtc.startRemoteVideo({ streamType: 'main' } as never);
    expect(await refusal(noUser)).toMatchObject({ code: 5000, extraCode: 5001 });
    const noStream = at.trtc.startRemoteVideo({ userId: 'bob', streamType: 'aux' as 'sub' });
    expect(await refusal(noStream)).toMatchObject({ code: 5000, extraCode: 5005 });
    expect(() => at.trtc.setRemoteAudioVolume('bob', -1)).toThrowError(expect.objectContaining({ extraCode: 5007 }));
    expect(await refusal(at.trtc.muteRemoteAudio('bob', 1 as never))).toMatchObject({ extraCode: 5002 });
  });

  it('are refused on pages that are not secure, but for tracks of the application', async () => {
    Object.defineProperty(globalThis, 'isSecureContext', { value: false, configurable: true });
    try {
      expect(await refusal(at.trtc.startLocalVideo())).toMatchObject({ code: 5200, extraCode: 5201 });
      expect(await refusal(at.trtc.startLocalAudio())).toMatchObject({ code: 5200, extraCode: 5201 });
    } finally {
      Object.defineProperty(globalThis, 'isSecureContext', { value: true, configurable: true });
    }
  });
});

describe('plugins', () => {
  it('that are not registered are unknown', async () => {
    expect(await refusal(at.trtc.startPlugin('Watermark', { imageUrl: '', x: 0, y: 0 }))).toMatchObject({ code: 5000 });
  });

  it('that are not part of this client say so when they are started', async () => {
    const { default: Watermark } = await import('../src/plugins/video-effect/watermark.js');
    at.trtc.use(Watermark);
    const error = await refusal(at.trtc.startPlugin('Watermark', { imageUrl: '', x: 0, y: 0 }));
    expect(error).toMatchObject({ code: 5200, extraCode: 5210 });
    await at.trtc.stopPlugin('Watermark');
  });
});
