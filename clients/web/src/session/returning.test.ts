import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeWorld, picture, sound } from '../testing/fake-world.js';

const GONE = { t: 'error', code: -102018, message: 'no such session' };
let world: FakeWorld;

beforeEach(() => {
  vi.useFakeTimers();
  world = new FakeWorld();
  world.users = [{ userId: 'bob', flags: 9, codecs: { audio: 'opus', main: 'H264' } }];
});

afterEach(() => {
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1);
}

function seconds(count: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(count * 1000);
}

describe('a connection that is lost', () => {
  it('is taken up again at once, with what was received', async () => {
    await world.enter();
    await settle();
    world.socket.receive({ t: 'msg', from: 'bob', cmdId: 1, seq: 7, data: 'aGk=' });
    world.told.length = 0;
    world.socket.drop();
    await settle();

    const [resume] = world.frames('resume');
    expect(resume).toMatchObject({ id: 1, session: 's1', token: 'secret', got: 1 });
    expect(resume?.offer.sdp).toContain('a=ice-ufrag:0');
    expect(world.peers).toHaveLength(1);
    expect(world.heard('connectionState')).toEqual([
      ['DISCONNECTED', 'CONNECTED', true],
      ['CONNECTING', 'DISCONNECTED', true],
      ['CONNECTED', 'CONNECTING', true],
    ]);
  });

  it('is over for whom the server has sent away meanwhile', async () => {
    await world.enter();
    await settle();
    world.told.length = 0;
    world.silentFor.add('resume');
    world.socket.drop();
    await settle();
    world.socket.receive({ t: 'kicked', reason: 'banned' });
    await seconds(60);

    expect(world.heard('kicked')).toEqual([['banned']]);
    expect(world.frames('resume')).toHaveLength(1);
    expect(world.frames('enter')).toHaveLength(1);
  });

  it('goes on counting messages from where the server does', async () => {
    await world.enter();
    world.answers.set('resume', (frame) => ({ t: 'resumed', ...world.snapshot(frame), got: 70 }));
    world.socket.drop();
    await settle();
    world.socket.receive({ t: 'msg', from: 'bob', cmdId: 1, seq: 7, data: 'aGk=' });
    await seconds(2.1);

    expect(world.socket.of('ping')[0]?.got).toBe(71);
  });

  it('says how many messages came after every 32', async () => {
    await world.enter();
    for (let seq = 1; seq <= 70; seq++) {
      world.socket.receive({ t: 'msg', from: 'bob', cmdId: 1, seq, data: 'aGk=' });
    }

    expect(world.socket.of('ack')).toEqual([
      { t: 'ack', got: 32 },
      { t: 'ack', got: 64 },
    ]);
  });

  it('is sought after 1, 2, 3, 5 and 8 seconds', async () => {
    await world.enter();
    world.reachable = false;
    world.socket.drop();
    const attempts: number[] = [];
    for (let second = 0; second <= 20; second++) {
      await settle();
      attempts.push(world.sockets.length - 1);
      await vi.advanceTimersByTimeAsync(999);
    }

    expect(attempts).toEqual([1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6]);
  });

  it('is sought at once when the machine has a network again', async () => {
    await world.enter();
    world.reachable = false;
    world.socket.drop();
    await seconds(4);
    const before = world.sockets.length;
    world.reachable = true;
    world.online();
    await settle();

    expect(world.sockets).toHaveLength(before + 1);
    expect(world.frames('resume')).toHaveLength(1);
  });

  it('restarts ICE when media is gone too', async () => {
    await world.enter();
    world.peer.become('disconnected');
    world.socket.drop();
    await settle();

    expect(world.frames('resume')[0]?.offer.sdp).toContain('a=ice-ufrag:1');
  });

  it('tells what changed meanwhile', async () => {
    world.users = [
      { userId: 'bob', flags: 9 },
      { userId: 'carol', flags: 8 },
    ];
    await world.enter();
    await settle();
    world.told.length = 0;
    world.users = [
      { userId: 'bob', flags: 8 },
      { userId: 'dave', flags: 8 },
    ];
    world.socket.drop();
    await settle();

    expect(world.told.filter(([name]) => name !== 'connectionState')).toEqual([
      ['unavailable', 'carol', 'audio'],
      ['userLeft', 'carol', 0],
      ['unavailable', 'bob', 'main'],
      ['userEntered', 'dave'],
      ['available', 'dave', 'audio'],
    ]);
  });

  it('is given up after 8 seconds without a pong', async () => {
    await world.enter();
    world.silentFor.add('ping');
    await seconds(9.9);
    expect(world.sockets).toHaveLength(1);
    await seconds(0.2);

    expect(world.sockets).toHaveLength(2);
    expect(world.frames('resume')).toHaveLength(1);
  });

  it('is doubted when the network changed', async () => {
    await world.enter();
    world.silentFor.add('ping');
    world.online();
    await seconds(3.1);

    expect(world.frames('resume')).toHaveLength(1);
  });

  it('is doubted when media stops', async () => {
    await world.enter();
    world.silentFor.add('ping');
    world.peer.become('disconnected');
    await seconds(3.1);

    expect(world.frames('resume')).toHaveLength(1);
  });

  it('keeps requests until it is back, and asks again what was not answered', async () => {
    const session = await world.enter();
    world.silentFor.add('usage');
    const asked = session.usage();
    await settle();
    world.silentFor.delete('usage');
    world.socket.drop();
    const later = session.usage();
    await settle();

    expect(await asked).toMatchObject({ audio: 61 });
    expect(await later).toMatchObject({ hd: 118 });
    expect(world.socket.of('usage')).toHaveLength(2);
    expect(world.socket.sent[0]?.t).toBe('resume');
  });

  it('offers again what was not answered, with resume', async () => {
    const session = await world.enter();
    world.silentFor.add('offer');
    const published = session.publish('audio', sound());
    await settle();
    expect(world.socket.of('offer')).toHaveLength(1);
    world.socket.drop();
    await settle();
    await published;

    expect(world.frames('resume')[0]?.offer.publish).toEqual([{ source: 'audio', mid: '4', muted: false }]);
    expect(world.socket.of('offer')).toEqual([]);
    expect(world.heard('publishState')).toEqual([
      ['audio', 'starting'],
      ['audio', 'started'],
    ]);
  });

  it.each([1009, 4000, 4001, 4002])('is not sought after close code %d', async (code) => {
    await world.enter();
    world.socket.drop(code);
    await seconds(60);

    expect(world.sockets).toHaveLength(1);
    expect(world.heard('failed')).toMatchObject([[{ code: 5502 }]]);
  });

  it.each([1012, 4003, 4008])('is sought after close code %d', async (code) => {
    await world.enter();
    world.socket.drop(code);
    await settle();

    expect(world.frames('resume')).toHaveLength(1);
  });

  it('is not sought after exit', async () => {
    const session = await world.enter();
    world.reachable = false;
    world.socket.drop();
    await seconds(1.5);
    await session.exit();
    const before = world.sockets.length;
    await seconds(60);

    expect(world.sockets).toHaveLength(before);
    expect(world.heard('connectionState').at(-1)).toEqual(['DISCONNECTED', 'CONNECTING', false]);
  });
});

describe('a session that is gone', () => {
  it('is entered anew with everything published and subscribed', async () => {
    const session = await world.enter();
    await session.publish('audio', sound());
    await session.publish('main', picture({ muted: true }));
    await session.subscribe('bob', 'main', 'small');
    await settle();
    world.told.length = 0;
    world.answers.set('resume', () => GONE);
    world.socket.drop();
    await settle();

    expect(world.peers).toHaveLength(2);
    expect(world.peers[0]?.closed).toBe(true);
    const again = world.frames('enter')[1];
    expect(again?.offer.publish).toEqual([
      { source: 'audio', mid: '4', muted: false },
      { source: 'main', mid: '5', muted: true },
    ]);
    expect(world.socket.of('subscribe')[0]?.items).toEqual([
      { userId: 'bob', source: 'main', layer: 'small', mid: '1' },
    ]);
    expect(world.heard('track')).toEqual([['bob', 'main', world.peer.transceivers[1]?.receiver.track]]);
    expect(world.heard('userLeft')).toEqual([]);
    expect(world.heard('connectionState').at(-1)).toEqual(['CONNECTED', 'CONNECTING', true]);
  });

  it('is resumed with another peer connection after more than 30 seconds', async () => {
    await world.enter();
    world.reachable = false;
    world.socket.drop();
    await seconds(31);
    world.reachable = true;
    await seconds(2);

    expect(world.frames('resume')).toHaveLength(1);
    expect(world.frames('enter')).toHaveLength(1);
    expect(world.peers).toHaveLength(2);
  });

  it('has failed when the server does not let it in again', async () => {
    await world.enter();
    await settle();
    world.answers.set('resume', () => GONE);
    world.answers.set('enter', () => ({ t: 'error', code: -100006, message: 'the ticket is too old' }));
    world.socket.drop();
    await seconds(10);

    expect(world.heard('failed')).toMatchObject([[{ code: 5502 }]]);
    expect(world.frames('enter')).toHaveLength(2);
    expect(world.peer.closed).toBe(true);
  });

  it('is tried again when the server was only busy', async () => {
    await world.enter();
    world.answers.set('resume', () => ({ t: 'error', code: -102006, message: 'too many requests' }));
    world.socket.drop();
    await settle();
    world.answers.clear();
    await seconds(1);

    expect(world.frames('resume')).toHaveLength(2);
    expect(world.heard('failed')).toEqual([]);
  });

  it.each(['user_time_out', 'room_closed'])('is entered anew without a word after %s', async (reason) => {
    await world.enter();
    world.socket.receive({ t: 'kicked', reason });
    await settle();

    expect(world.frames('resume')).toEqual([]);
    expect(world.frames('enter')).toHaveLength(2);
    expect(world.heard('kicked')).toEqual([]);
  });

  it('enters with the role and ticket of now', async () => {
    const session = await world.enter({ privateMapKey: 'first' });
    await session.switchRole('audience');
    await session.renewPrivateMapKey('second');
    world.answers.set('resume', () => GONE);
    world.socket.drop();
    await settle();

    expect(world.frames('enter')[1]).toMatchObject({ role: 'audience', privateMapKey: 'second' });
  });

  it('drops what is refused there', async () => {
    const session = await world.enter();
    await session.publish('aux', picture());
    world.answers.set('resume', () => GONE);
    world.answers.set('enter', (frame) => ({
      t: 'entered',
      session: 's2',
      token: 'secret',
      ...world.snapshot(frame),
      answer: { sdp: frame.offer.sdp, refused: [{ source: 'aux', code: -102016, message: 'one screen only' }] },
    }));
    world.socket.drop();
    await settle();

    expect(world.heard('publishState').at(-1)).toMatchObject(['aux', 'stopped', { code: -102016 }]);
    expect(world.peer.transceivers.at(-1)?.direction).toBe('inactive');
  });
});

describe('a media connection', () => {
  it('that does not come is restarted twice and then given up', async () => {
    world.connecting = false;
    await world.enter();
    await seconds(14);
    expect(world.frames('offer').map(({ offer }) => /ufrag:(\d)/.exec(offer.sdp)?.[1])).toEqual(['1', '2']);
    expect(world.heard('failed')).toEqual([]);
    await seconds(2);

    expect(world.heard('failed')).toMatchObject([[{ code: 5501 }]]);
    expect(world.frames('exit')).toHaveLength(1);
  });

  it('that is lost is restarted after 5 seconds', async () => {
    await world.enter();
    world.peer.become('disconnected');
    await seconds(4);
    expect(world.frames('offer')).toEqual([]);
    world.connecting = false;
    await seconds(2);
    expect(world.frames('offer')).toHaveLength(1);
    world.peer.become('connected');
    await seconds(30);

    expect(world.frames('offer')).toHaveLength(1);
    expect(world.frames('enter')).toHaveLength(1);
  });

  it('that stays lost is made anew', async () => {
    const session = await world.enter();
    await session.publish('audio', sound());
    await session.subscribe('bob', 'audio');
    world.connecting = false;
    world.peer.become('disconnected');
    await seconds(30);
    world.connecting = true;
    await seconds(5);

    expect(world.peers).toHaveLength(2);
    expect(world.frames('enter')).toHaveLength(1);
    expect(world.frames('resume')[0]?.offer.publish).toEqual([{ source: 'audio', mid: '4', muted: false }]);
    expect(world.socket.of('subscribe')[0]?.items).toMatchObject([{ userId: 'bob', mid: '0' }]);
    expect(world.heard('track').at(-1)).toEqual(['bob', 'audio', world.peer.transceivers[0]?.receiver.track]);
  });

  it('is not judged while the server is away', async () => {
    world.connecting = false;
    await world.enter();
    world.reachable = false;
    world.socket.drop();
    await seconds(20);

    expect(world.heard('failed')).toEqual([]);
  });
});
