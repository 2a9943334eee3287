import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TRTC } from '../src/trtc.js';
import { type Bench, bench, entry, settled } from './fakes/client.js';
import { FakeAudioContext, gains } from './fakes/fake-audio.js';
import { FakeTrack } from './fakes/fake-media.js';

let at: Bench;

beforeEach(async () => {
  Object.assign(globalThis, { AudioContext: FakeAudioContext });
  FakeAudioContext.sources.length = 0;
  TRTC.setServer('https://rooms.example');
  at = bench();
  await at.trtc.enterRoom(entry);
  await settled();
});

afterEach(() => {
  vi.useRealTimers();
});

const sentTracks = () =>
  at.factory.last.calls
    .filter(([name, source]) => source === 'audio' && (name === 'publish' || name === 'replaceTrack'))
    .map(([, , what]) => (what as { track?: FakeTrack }).track ?? what) as FakeTrack[];

describe('the one sound of a user', () => {
  it('is the microphone itself while there is nothing else', async () => {
    await at.trtc.startLocalAudio();
    expect(sentTracks()).toEqual([at.devices.last]);
    expect(gains()).toEqual({});
  });

  it('is a mix when the volume is another', async () => {
    await at.trtc.startLocalAudio({ option: { captureVolume: 150 } });
    expect(sentTracks().map(({ deviceId }) => deviceId)).toEqual(['mix']);
    expect(gains()).toEqual({ 'microphone-1': 1.5 });
    await at.trtc.updateLocalAudio({ option: { captureVolume: 50 } });
    expect(gains()).toEqual({ 'microphone-1': 0.5 });
    expect(sentTracks()).toHaveLength(1);
  });

  it('is a mix with a shared screen, and the microphone again after it', async () => {
    await at.trtc.startLocalAudio();
    const microphone = at.devices.last;
    const music = new FakeTrack('audio', 'music').asTrack();
    const videoTrack = new FakeTrack('video').asTrack();
    await at.trtc.startScreenShare({ option: { videoTrack, audioTrack: music } });
    expect(gains()).toEqual({ 'microphone-1': 1, music: 1 });
    await at.trtc.stopScreenShare();
    expect(sentTracks().map(({ deviceId }) => deviceId)).toEqual(['microphone-1', 'mix', 'microphone-1']);
    expect(sentTracks().at(-1)).toBe(microphone);
    expect(gains()).toEqual({});
  });

  it('goes on without the microphone when only that is muted', async () => {
    await at.trtc.startLocalAudio();
    const options = {
      videoTrack: new FakeTrack('video').asTrack(),
      audioTrack: new FakeTrack('audio', 'music').asTrack(),
    };
    await at.trtc.startScreenShare({ option: options });
    await at.trtc.updateLocalAudio({ mute: true });
    expect(gains()).toEqual({ 'microphone-1': 0, music: 1 });
    expect(at.factory.last.called('mute')).toEqual([]);
    await at.trtc.updateScreenShare({ muteSystemAudio: true });
    expect(at.factory.last.called('mute')).toEqual([['audio', true]]);
  });
});

describe('the volume', () => {
  it('is told at the interval, loudest first, with the own user unnamed', async () => {
    vi.useFakeTimers();
    await at.trtc.startLocalAudio();
    at.trtc.enableAudioVolumeEvaluation(50, true);
    vi.advanceTimersByTime(99);
    expect(at.payloads('audio-volume')).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(at.payloads('audio-volume')).toEqual([{ result: [{ userId: '', volume: 100, floatVolume: 100 }] }]);
    at.trtc.enableAudioVolumeEvaluation(0);
    vi.advanceTimersByTime(1000);
    expect(at.payloads('audio-volume')).toHaveLength(1);
  });

  it('of somebody muted is not told, unless asked to listen on', async () => {
    vi.useFakeTimers();
    await at.trtc.startLocalAudio({ mute: true });
    at.trtc.enableAudioVolumeEvaluation(100, true);
    vi.advanceTimersByTime(100);
    expect(at.payloads('audio-volume')).toEqual([{ result: [] }]);
    await at.trtc.updateLocalAudio({ muteKeepVolumeDetection: true });
    vi.advanceTimersByTime(100);
    expect(at.payloads('audio-volume').at(-1)).toMatchObject({ result: [{ userId: '' }] });
  });
});
