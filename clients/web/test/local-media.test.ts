import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SendOptions } from '../src/session.js';
import { SessionError } from '../src/session.js';
import { TRTC } from '../src/trtc.js';
import { type Bench, bench, entry, refusal, settled } from './fakes/client.js';
import { deviceInfo, FakeTrack } from './fakes/fake-media.js';

let at: Bench;

beforeEach(() => {
  TRTC.setServer('https://rooms.example');
  at = bench();
  document.body.innerHTML = '<div id="local"></div><div id="other"></div>';
});

const lastSent = (): SendOptions => at.factory.last.called('publish').at(-1)?.[1] as SendOptions;
const sources = (call: string) => at.factory.last.called(call).map(([source]) => source);

async function inRoom(): Promise<void> {
  await at.trtc.enterRoom(entry);
  await settled();
}

describe('the camera', () => {
  it('is asked for the profile, shown and sent', async () => {
    await inRoom();
    await at.trtc.startLocalVideo({ view: 'local', option: { profile: '720p', cameraId: 'camera-1' } });
    expect(at.devices.opened[0]).toEqual({
      video: {
        width: { ideal: 1280 },
        height: { ideal: 720 },
        frameRate: { ideal: 15 },
        deviceId: { exact: 'camera-1' },
      },
    });
    expect(document.querySelector('#local video')).toBeTruthy();
    expect(lastSent()).toMatchObject({ bitrate: 1500, frameRate: 15, muted: false, contentHint: 'motion' });
    expect(at.payloads('publish-state-changed')).toMatchObject([
      { mediaType: 'video', state: 'starting', prevState: 'stopped' },
      { mediaType: 'video', state: 'started', prevState: 'starting' },
    ]);
    expect(at.payloads('track')).toMatchObject([{ userId: '', streamType: 'main', track: at.devices.last }]);
  });

  it('is mirrored in its view, but not when mirroring is off', async () => {
    await at.trtc.startLocalVideo({ view: 'local' });
    const element = document.querySelector<HTMLVideoElement>('#local video');
    expect(element?.style.transform).toBe('rotateY(180deg)');
    await at.trtc.updateLocalVideo({ option: { mirror: false, fillMode: 'contain' } });
    expect(element?.style.transform).toBe('');
    expect(element?.style.objectFit).toBe('contain');
  });

  it('moves to another view, and to none', async () => {
    await at.trtc.startLocalVideo({ view: 'local' });
    await at.trtc.updateLocalVideo({ view: 'other' });
    expect(document.querySelectorAll('#local video, #other video')).toHaveLength(1);
    expect(document.querySelector('#other video')).toBeTruthy();
    await at.trtc.updateLocalVideo({ view: null });
    expect(document.querySelector('video')).toBeNull();
  });

  it('is released when it is stopped', async () => {
    await inRoom();
    await at.trtc.startLocalVideo({ view: 'local' });
    await at.trtc.stopLocalVideo();
    expect(at.devices.last.readyState).toBe('ended');
    expect(document.querySelector('video')).toBeNull();
    expect(sources('unpublish')).toEqual(['main']);
    await at.trtc.stopLocalVideo();
  });

  it('is started once, and not changed before', async () => {
    expect(await refusal(at.trtc.updateLocalVideo({ mute: true }))).toMatchObject({ code: 5100, extraCode: 5105 });
    await at.trtc.startLocalVideo();
    expect(await refusal(at.trtc.startLocalVideo())).toMatchObject({ code: 5100, extraCode: 5104 });
  });

  it('tells why the browser refused it, and can be started again', async () => {
    at.devices.refusals = [new DOMException('no', 'NotAllowedError'), new DOMException('none', 'NotFoundError')];
    expect(await refusal(at.trtc.startLocalVideo())).toMatchObject({
      code: 5300,
      extraCode: 5302,
      functionName: 'startLocalVideo',
    });
    expect(await refusal(at.trtc.startLocalVideo())).toMatchObject({ code: 5300, extraCode: 5301 });
    await at.trtc.startLocalVideo();
  });

  it('is let go when the server refuses it', async () => {
    await inRoom();
    at.factory.last.refusals.set('publish', new SessionError(-102013, 'this user may not send video'));
    expect(await refusal(at.trtc.startLocalVideo())).toMatchObject({ code: 5400, extraCode: -102013 });
    expect(at.devices.last.readyState).toBe('ended');
    await at.trtc.startLocalVideo();
  });

  it('keeps its place when it is muted', async () => {
    await inRoom();
    await at.trtc.startLocalVideo();
    await at.trtc.updateLocalVideo({ mute: true });
    expect(at.factory.last.called('mute')).toEqual([['main', true]]);
    expect(at.devices.last.enabled).toBe(false);
    await at.trtc.updateLocalVideo({ mute: false });
    expect(at.factory.last.called('mute').at(-1)).toEqual(['main', false]);
    expect(sources('publish')).toEqual(['main']);
  });

  it('is sent or not as asked', async () => {
    await inRoom();
    await at.trtc.startLocalVideo({ publish: false });
    expect(sources('publish')).toEqual([]);
    await at.trtc.updateLocalVideo({ publish: true });
    expect(sources('publish')).toEqual(['main']);
    await at.trtc.updateLocalVideo({ publish: false });
    expect(sources('unpublish')).toEqual(['main']);
  });

  it('sends another camera without publishing again', async () => {
    await inRoom();
    await at.trtc.startLocalVideo();
    const first = at.devices.last;
    await at.trtc.updateLocalVideo({ option: { cameraId: 'camera-2' } });
    expect(first.readyState).toBe('ended');
    expect(at.factory.last.called('replaceTrack')).toEqual([['main', at.devices.last]]);
    expect(sources('publish')).toEqual(['main']);
  });

  it('sends a track of the application, and does not stop it', async () => {
    await inRoom();
    const track = new FakeTrack('video');
    await at.trtc.startLocalVideo({ option: { videoTrack: track.asTrack() } });
    expect(lastSent().track).toBe(track);
    await at.trtc.stopLocalVideo();
    expect(track.readyState).toBe('live');
    expect(at.devices.opened).toEqual([]);
  });

  it('has a small picture beside it when that is smaller', async () => {
    await inRoom();
    await at.trtc.startLocalVideo({ option: { small: true } });
    expect(lastSent().small).toEqual({ width: 160, height: 120, frameRate: 15, bitrate: 100 });
    await at.trtc.updateLocalVideo({ option: { small: '1080p' } });
    expect(lastSent().small).toBeUndefined();
  });

  it('is opened once more when it is lost, then given up', async () => {
    await inRoom();
    await at.trtc.startLocalVideo();
    const first = at.devices.last;
    first.die();
    await settled();
    expect(at.devices.last).not.toBe(first);
    expect(at.factory.last.called('replaceTrack')).toEqual([['main', at.devices.last]]);
    at.devices.refusals = [new DOMException('gone', 'NotFoundError'), new DOMException('gone', 'NotFoundError')];
    at.devices.last.die();
    await settled();
    expect(at.payloads('error')).toMatchObject([{ code: 5300, extraCode: 5308 }]);
  });

  it('stops after it was started when both come at once', async () => {
    const starting = at.trtc.startLocalVideo();
    const changing = refusal(at.trtc.updateLocalVideo({ mute: true }));
    await at.trtc.stopLocalVideo();
    await starting;
    expect(await changing).toMatchObject({ code: 5998, functionName: 'updateLocalVideo' });
    expect(at.devices.last.readyState).toBe('ended');
  });
});

describe('the microphone', () => {
  it('is sent with its profile', async () => {
    await inRoom();
    await at.trtc.startLocalAudio({ option: { profile: 'high-stereo' } });
    expect(lastSent()).toMatchObject({ bitrate: 192, stereo: true, muted: false });
    expect(at.trtc.getAudioTrack()).toBe(at.devices.last);
  });

  it('is only flagged when it is muted', async () => {
    await inRoom();
    await at.trtc.startLocalAudio({ mute: true });
    expect(lastSent().muted).toBe(true);
    expect(at.devices.last).toMatchObject({ enabled: false, readyState: 'live' });
  });

  it('is let go of and opened again when that is asked', async () => {
    await inRoom();
    await at.trtc.startLocalAudio();
    const first = at.devices.last;
    await at.trtc.updateLocalAudio({ mute: 'microphone' });
    expect(first.readyState).toBe('ended');
    expect(at.factory.last.called('mute')).toEqual([['audio', true]]);
    await at.trtc.updateLocalAudio({ mute: false });
    expect(at.devices.last).not.toBe(first);
    expect(at.factory.last.called('replaceTrack')).toEqual([['audio', at.devices.last]]);
    expect(at.factory.last.called('mute').at(-1)).toEqual(['audio', false]);
    expect(at.payloads('error')).toEqual([]);
  });

  it('is not changed before it is started', async () => {
    expect(await refusal(at.trtc.updateLocalAudio({ mute: true }))).toMatchObject({ code: 5100, extraCode: 5106 });
  });

  it('is lost with a code of its own', async () => {
    await at.trtc.startLocalAudio();
    at.devices.refusals = [new DOMException('gone', 'NotFoundError'), new DOMException('gone', 'NotFoundError')];
    at.devices.last.die();
    await settled();
    expect(at.payloads('error')).toMatchObject([{ code: 5300, extraCode: 5309 }]);
  });
});

describe('the screen', () => {
  it('goes out as the second picture, sharp', async () => {
    await inRoom();
    await at.trtc.startScreenShare({ view: 'local' });
    expect(sources('publish')).toEqual(['aux']);
    expect(lastSent()).toMatchObject({ bitrate: 1600, frameRate: 5, contentHint: 'detail' });
    expect(at.payloads('publish-state-changed').at(-1)).toMatchObject({ mediaType: 'screen', state: 'started' });
  });

  it('brings its sound along when that is asked', async () => {
    await inRoom();
    await at.trtc.startScreenShare({ option: { systemAudio: true } });
    expect(sources('publish').sort()).toEqual(['audio', 'aux']);
    await at.trtc.stopScreenShare();
    expect(sources('unpublish').sort()).toEqual(['audio', 'aux']);
  });

  it('ends with a notice when the user ends it in the browser', async () => {
    await inRoom();
    await at.trtc.startScreenShare();
    at.devices.last.die();
    await settled();
    expect(at.told.filter(([name]) => name === 'screen-share-stopped')).toHaveLength(1);
    expect(sources('unpublish')).toEqual(['aux']);
    await at.trtc.startScreenShare();
  });

  it('is captured no more when it cannot be cut to the element asked for', async () => {
    vi.stubGlobal('CropTarget', { fromElement: () => Promise.reject(new Error('not in the page')) });
    const cropTo = () => Promise.resolve();
    const getDisplayMedia = at.devices.getDisplayMedia.bind(at.devices);
    at.devices.getDisplayMedia = async (options) => {
      const stream = await getDisplayMedia(options);
      for (const track of stream.getVideoTracks()) Object.assign(track, { cropTo });
      return stream;
    };
    const captureElement = document.createElement('div');
    await refusal(at.trtc.startScreenShare({ option: { captureElement } }));
    expect(at.devices.last.readyState).toBe('ended');
    vi.unstubAllGlobals();
  });

  it('is refused by the user, or missing in the browser', async () => {
    at.devices.refusals = [new DOMException('no', 'NotAllowedError')];
    expect(await refusal(at.trtc.startScreenShare())).toMatchObject({ code: 5300, extraCode: 5302 });
    at.devices.sharesScreens = false;
    expect(await refusal(at.trtc.startScreenShare())).toMatchObject({ code: 5200, extraCode: 5205 });
  });
});

describe('devices', () => {
  it('are told of when they come, go and are in use', async () => {
    await settled();
    const camera = deviceInfo('videoinput', 'camera-1');
    const speaker = deviceInfo('audiooutput', 'speaker-1');
    at.devices.change([camera, speaker]);
    await settled();
    await at.trtc.startLocalVideo();
    expect(at.payloads('device-changed')).toMatchObject([
      { type: 'microphone', action: 'remove', device: { deviceId: 'microphone-1' } },
      { type: 'speaker', action: 'add', device: { deviceId: 'speaker-1' } },
      { type: 'camera', action: 'active', device: { deviceId: 'camera-1' } },
    ]);
  });
});
