import { beforeEach, describe, expect, it } from 'vitest';
import { SessionError } from '../src/session.js';
import { TRTC } from '../src/trtc.js';
import { type Bench, bench, entry, refusal, settled } from './fakes/client.js';

let at: Bench;

beforeEach(() => {
  TRTC.setServer('https://rooms.example');
  at = bench();
});

describe('entering', () => {
  it('hands the entry on in the words of the session', async () => {
    await at.trtc.enterRoom({ ...entry, scene: 'live', role: 'audience', privateMapKey: 'ticket' });
    expect(at.factory.last.entry).toEqual({
      url: 'wss://rooms.example/v1/signalling',
      sdkAppId: 20000001,
      userId: 'alice',
      userSig: 'signature',
      strRoomId: 'lobby',
      scene: 'live',
      role: 'audience',
      privateMapKey: 'ticket',
    });
  });

  it('prefers the number when both ids are given', async () => {
    await at.trtc.enterRoom({ ...entry, roomId: 7 });
    expect(at.factory.last.entry.roomId).toBe(7);
    expect(at.factory.last.entry.strRoomId).toBeUndefined();
  });

  it('refuses a second call in a room', async () => {
    await at.trtc.enterRoom(entry);
    expect(await refusal(at.trtc.enterRoom(entry))).toMatchObject({ code: 5100, extraCode: 5104 });
  });

  it('gives up the second of two calls at once', async () => {
    at.factory.holds = true;
    const first = at.trtc.enterRoom(entry);
    expect(await refusal(at.trtc.enterRoom(entry))).toMatchObject({ code: 5998, functionName: 'enterRoom' });
    at.factory.letIn();
    await first;
  });

  it('gives up an entry when the room is left meanwhile, and may be entered again', async () => {
    at.factory.holds = true;
    const entering = refusal(at.trtc.enterRoom(entry));
    const exiting = at.trtc.exitRoom();
    expect(await entering).toMatchObject({ code: 5998 });
    await exiting;
    at.factory.holds = false;
    await at.trtc.enterRoom(entry);
    expect(at.factory.sessions).toHaveLength(1);
  });

  it('shows refusals of the UserSig as positive codes and all others as they are', async () => {
    at.factory.refusal = new SessionError(-70001, 'expired');
    expect(await refusal(at.trtc.enterRoom(entry))).toMatchObject({ code: 5400, extraCode: 70001 });
    at.factory.refusal = new SessionError(-100006, 'ticket');
    expect(await refusal(at.trtc.enterRoom(entry))).toMatchObject({ code: 5400, extraCode: -100006 });
    at.factory.refusal = new SessionError(5501, 'firewall');
    expect(await refusal(at.trtc.enterRoom(entry))).toMatchObject({ code: 5500, extraCode: 5501 });
  });

  it('tells of those who are there only after enterRoom has come back', async () => {
    const entering = at.trtc.enterRoom(entry).then(() => at.told.push(['statistics', 'entered']));
    await Promise.resolve();
    at.factory.last.events.userEntered('bob');
    await entering;
    await settled();
    const names = at.told.map(([name, payload]) => (payload === 'entered' ? 'entered' : name));
    expect(names).toEqual(['connection-state-changed', 'connection-state-changed', 'entered', 'remote-user-enter']);
  });
});

describe('leaving', () => {
  it('resolves without a room', async () => {
    await at.trtc.exitRoom();
    expect(at.told).toEqual([]);
  });

  it('keeps what is captured, and publishes it again in the next room', async () => {
    await at.trtc.startLocalVideo();
    await at.trtc.enterRoom(entry);
    await settled();
    await at.trtc.exitRoom();
    expect(at.devices.last.readyState).toBe('live');
    expect(at.trtc.getVideoTrack()).toBe(at.devices.last);
    await at.trtc.enterRoom(entry);
    await settled();
    expect(at.factory.last.called('publish')).toHaveLength(1);
  });

  it('during a publication leaves the camera on', async () => {
    await at.trtc.enterRoom(entry);
    await settled();
    at.factory.last.refusals.set('publish', new SessionError(5500, 'the room was left'));
    const starting = at.trtc.startLocalVideo();
    const exiting = at.trtc.exitRoom();
    await Promise.all([starting, exiting]);
    expect(at.devices.last.readyState).toBe('live');
  });

  it('tells nothing of the room any more', async () => {
    await at.trtc.enterRoom(entry);
    await settled();
    const { events } = at.factory.last;
    await at.trtc.exitRoom();
    at.told.length = 0;
    events.userEntered('bob');
    await settled();
    expect(at.told).toEqual([]);
  });

  it('is done by the server when it removes somebody', async () => {
    await at.trtc.enterRoom(entry);
    await settled();
    at.factory.last.events.kicked('banned');
    expect(at.payloads('kicked-out')).toEqual([{ reason: 'banned' }]);
    expect(at.payloads('connection-state-changed').at(-1)).toEqual({ prevState: 'CONNECTED', state: 'DISCONNECTED' });
    await at.trtc.exitRoom();
    expect(at.factory.last.called('exit')).toEqual([]);
    await at.trtc.enterRoom(entry);
  });

  it('is final when the network is lost for good', async () => {
    await at.trtc.enterRoom(entry);
    await settled();
    at.factory.last.events.failed(new SessionError(5502, 'entering again failed'));
    expect(at.payloads('error')).toMatchObject([{ code: 5500, extraCode: 5502 }]);
    expect(await refusal(at.trtc.switchRole('audience'))).toMatchObject({ extraCode: 5101 });
  });
});

describe('roles and rooms', () => {
  it('publishes nothing as audience, and what was started once an anchor', async () => {
    await at.trtc.enterRoom({ ...entry, scene: 'live', role: 'audience' });
    await at.trtc.startLocalVideo();
    await at.trtc.startLocalAudio({ publish: false });
    expect(at.factory.last.called('publish')).toEqual([]);
    await at.trtc.switchRole('anchor', { privateMapKey: 'ticket' });
    await settled();
    expect(at.factory.last.called('switchRole')).toEqual([['anchor', 'ticket']]);
    expect(at.factory.last.called('publish').map(([source]) => source)).toEqual(['main']);
  });

  it('ends publications of an anchor who becomes audience', async () => {
    await at.trtc.enterRoom({ ...entry, scene: 'live' });
    await at.trtc.startLocalAudio();
    await settled();
    await at.trtc.switchRole('audience');
    expect(at.payloads('publish-state-changed').at(-1)).toMatchObject({ mediaType: 'audio', state: 'stopped' });
    expect(at.devices.last.readyState).toBe('live');
  });

  it('refuses roles outside a room, and unknown ones', async () => {
    expect(await refusal(at.trtc.switchRole('anchor'))).toMatchObject({ code: 5100, extraCode: 5101 });
    expect(await refusal(at.trtc.switchRole('guest' as 'anchor'))).toMatchObject({ code: 5000, extraCode: 5005 });
  });

  it('has no roles in a call', async () => {
    await at.trtc.enterRoom({ ...entry, role: 'audience' });
    expect(at.factory.last.role).toBe('anchor');
    expect(await refusal(at.trtc.switchRole('audience'))).toMatchObject({ code: 5100 });
  });

  it('renews the ticket when the role stays', async () => {
    await at.trtc.enterRoom({ ...entry, scene: 'live' });
    await at.trtc.switchRole('anchor', { privateMapKey: 'fresh' });
    expect(at.factory.last.called('renewPrivateMapKey')).toEqual([['fresh']]);
    expect(at.factory.last.called('switchRole')).toEqual([]);
  });

  it('moves to another room of the same kind only', async () => {
    await at.trtc.enterRoom(entry);
    const userSig = 'signature';
    expect(await refusal(at.trtc.switchRoom({ strRoomId: 'lobby', userSig }))).toMatchObject({ extraCode: 5020 });
    expect(await refusal(at.trtc.switchRoom({ roomId: 7, userSig }))).toMatchObject({ extraCode: 5019 });
    await at.trtc.switchRoom({ strRoomId: 'hall', userSig: 'another' });
    expect(at.factory.last.entry).toMatchObject({ strRoomId: 'hall', userSig: 'another', userId: 'alice' });
  });
});

describe('destroying', () => {
  it('throws in a room and works after it', async () => {
    await at.trtc.enterRoom(entry);
    expect(() => at.trtc.destroy()).toThrowError(expect.objectContaining({ code: 5100 }));
    await at.trtc.exitRoom();
    at.trtc.destroy();
    expect(await refusal(at.trtc.enterRoom(entry))).toMatchObject({ code: 5100 });
  });
});
