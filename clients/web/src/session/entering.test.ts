import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionError } from '../session.js';
import { FakeWorld, picture, sound } from '../testing/fake-world.js';

let world: FakeWorld;

beforeEach(() => {
  vi.useFakeTimers();
  world = new FakeWorld();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Lets everything happen that needs no time. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1);
}

describe('entering', () => {
  it('says who enters where, and offers four slots along with it', async () => {
    await world.enter({ privateMapKey: 'ticket' });

    const [enter] = world.frames('enter');
    expect(world.socket.protocol).toBe('parley.v1');
    expect(enter).toMatchObject({
      id: 1,
      sdkAppId: 20000001,
      userId: 'alice',
      userSig: 'eJ-signature',
      strRoomId: 'lobby',
      scene: 'rtc',
      role: 'anchor',
      privateMapKey: 'ticket',
    });
    expect(enter?.offer.publish).toEqual([]);
    expect(enter?.offer.receive).toEqual([
      { mid: '0', group: 'g0' },
      { mid: '1', group: 'g0' },
      { mid: '2', group: 'g1' },
      { mid: '3', group: 'g1' },
    ]);
  });

  it('tells of those who are there after it has resolved', async () => {
    world.users = [
      { userId: 'bob', flags: 1 | 2 | 8, codecs: { audio: 'opus', main: 'H264' } },
      { userId: 'carol', flags: 4 | 8 | 64 },
    ];
    const session = await world.enter();

    expect(world.heard('userEntered')).toEqual([]);
    expect(session.users.get('bob')).toMatchObject({ hasSmall: true, codecs: { main: 'H264' } });
    await settle();
    expect(world.told.slice(1)).toEqual([
      ['connectionState', 'CONNECTED', 'CONNECTING', false],
      ['userEntered', 'bob'],
      ['available', 'bob', 'audio'],
      ['available', 'bob', 'main'],
      ['userEntered', 'carol'],
      ['available', 'carol', 'aux'],
    ]);
  });

  it('goes through the states of a connection', async () => {
    const session = await world.enter();
    await settle();
    const exited = session.exit();
    await settle();
    await exited;

    expect(world.heard('connectionState')).toEqual([
      ['CONNECTING', 'DISCONNECTED', false],
      ['CONNECTED', 'CONNECTING', false],
      ['DISCONNECTED', 'CONNECTED', false],
    ]);
    expect(world.frames('exit')).toHaveLength(1);
    expect(world.socket.closedWith).toBe(1000);
    expect(world.peer.closed).toBe(true);
  });

  it('rejects with what the server says', async () => {
    world.answers.set('enter', () => ({ t: 'error', code: -100006, message: 'no ticket' }));

    await expect(world.enter()).rejects.toMatchObject({ code: -100006, message: 'no ticket' });
    expect(world.peer.closed).toBe(true);
    expect(world.sockets).toHaveLength(1);
  });

  it('rejects when the server cannot be reached three times', async () => {
    world.reachable = false;
    const entering = world.enter().catch((failure) => failure);
    await vi.advanceTimersByTimeAsync(3000);

    expect(await entering).toBeInstanceOf(SessionError);
    expect(await entering).toMatchObject({ code: 5500 });
    expect(world.sockets).toHaveLength(3);
  });

  it('ends when it is aborted', async () => {
    world.silentFor.add('enter');
    const abort = new AbortController();
    const entering = world.enter({}, abort.signal).catch((failure) => failure);
    await settle();
    abort.abort(new Error('changed my mind'));

    expect(await entering).toMatchObject({ message: 'changed my mind' });
    expect(world.socket.sent.at(-1)?.t).toBe('exit');
    expect(world.socket.closedWith).toBe(1000);
    expect(world.peer.closed).toBe(true);
  });

  it('gives a request up after 10 seconds', async () => {
    const session = await world.enter();
    world.silentFor.add('usage');
    const asked = session.usage().catch((failure) => failure);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(await asked).toMatchObject({ code: 5500 });
  });

  it('leaves after a second when the server does not answer', async () => {
    const session = await world.enter();
    world.silentFor.add('exit');
    const exited = session.exit();
    await vi.advanceTimersByTimeAsync(999);
    expect(world.socket.closedWith).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await exited;

    expect(world.socket.closedWith).toBe(1000);
  });
});

describe('being told', () => {
  it('of users who come, change and go, unavailable before gone', async () => {
    const session = await world.enter();
    await settle();
    world.told.length = 0;
    world.socket.receive({ t: 'user-entered', userId: 'bob', flags: 0, codecs: {} });
    world.socket.receive({ t: 'user-changed', userId: 'bob', flags: 9, codecs: { audio: 'opus' } });
    world.socket.receive({ t: 'user-changed', userId: 'bob', flags: 9 | 16, codecs: {} });
    expect(world.told).toEqual([]);
    await settle();
    expect(session.users.get('bob')?.available).toEqual(new Set(['audio']));
    world.socket.receive({ t: 'user-left', userId: 'bob', reason: 3 });
    await settle();

    expect(world.told).toEqual([
      ['userEntered', 'bob'],
      ['available', 'bob', 'audio'],
      ['available', 'bob', 'main'],
      ['unavailable', 'bob', 'main'],
      ['unavailable', 'bob', 'audio'],
      ['userLeft', 'bob', 3],
    ]);
    expect(session.users.size).toBe(0);
  });

  it('of being removed, and of nothing afterwards', async () => {
    const session = await world.enter();
    await settle();
    world.socket.receive({ t: 'kicked', reason: 'banned' });
    world.socket.receive({ t: 'user-entered', userId: 'bob', flags: 0 });
    await settle();

    expect(world.told.slice(-2)).toEqual([
      ['connectionState', 'DISCONNECTED', 'CONNECTED', false],
      ['kicked', 'banned'],
    ]);
    await expect(session.usage()).rejects.toBeInstanceOf(SessionError);
    await session.exit();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.sockets).toHaveLength(1);
  });

  it('of the role that the server gave', async () => {
    const session = await world.enter({ role: 'audience' });
    expect(session.role).toBe('audience');
    await session.switchRole('anchor', 'newer ticket');
    expect(world.frames('role')).toMatchObject([{ role: 'anchor', privateMapKey: 'newer ticket' }]);
    await session.publish('audio', sound());
    await session.publish('main', picture());
    await session.switchRole('audience');
    await settle();

    expect(session.role).toBe('audience');
    expect(world.frames('offer').at(-1)?.offer.publish).toEqual([]);
    expect(world.heard('publishState').filter(([, state]) => state === 'stopped')).toHaveLength(2);
  });

  it('of the seconds that were metered', async () => {
    const session = await world.enter();

    expect(await session.usage()).toEqual({ audio: 61, sd: 0, hd: 118, fullHd: 0, twoK: 0, fourK: 0 });
  });
});
