import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeTrack } from '../testing/fake-peer-connection.js';
import { FakeWorld, picture, sound } from '../testing/fake-world.js';

let world: FakeWorld;

beforeEach(() => {
  vi.useFakeTimers();
  world = new FakeWorld();
  world.users = ['bob', 'carol', 'dave'].map((userId) => ({ userId, flags: 15, codecs: { main: 'H264' } }));
});

afterEach(() => {
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1);
}

describe('publishing', () => {
  it('offers the section and says what is in it', async () => {
    const session = await world.enter();
    const options = picture({ contentHint: 'detail' });
    await session.publish('main', options);
    await settle();

    expect(world.frames('offer').map(({ offer }) => offer.publish)).toEqual([
      [{ source: 'main', mid: '4', muted: false }],
    ]);
    const transceiver = world.peer.transceivers[4];
    expect(transceiver?.direction).toBe('sendonly');
    expect(transceiver?.sender.track).toBe(options.track);
    expect(transceiver?.sender.parameters.encodings).toEqual([{ maxBitrate: 500_000, maxFramerate: 15 }]);
    expect(transceiver?.sender.parameters.degradationPreference).toBe('maintain-resolution');
    expect(options.track.contentHint).toBe('detail');
    expect(world.heard('publishState')).toEqual([
      ['main', 'starting'],
      ['main', 'started'],
    ]);
  });

  it('needs one offer for what is published together', async () => {
    const session = await world.enter();
    await Promise.all([session.publish('audio', sound()), session.publish('main', picture())]);

    expect(world.frames('offer')).toHaveLength(1);
    expect(world.frames('offer')[0]?.offer.publish).toHaveLength(2);
  });

  it('never has two offers on the way', async () => {
    const session = await world.enter();
    world.silentFor.add('offer');
    const first = session.publish('audio', sound());
    await settle();
    const second = session.publish('main', picture());
    const third = session.publish('aux', picture());
    await settle();
    expect(world.frames('offer')).toHaveLength(1);
    world.silentFor.clear();
    const { id, offer } = world.frames('offer')[0] ?? { id: 0, offer: {} };
    world.socket.receive({ t: 'answer', id, answer: { sdp: offer.sdp } });
    await Promise.all([first, second, third]);

    expect(world.frames('offer')).toHaveLength(2);
    expect(world.frames('offer')[1]?.offer.publish).toHaveLength(3);
  });

  it('sends two layers of one picture, the small one with the shape of the big one', async () => {
    const session = await world.enter();
    const small = { width: 160, height: 120, frameRate: 15, bitrate: 100 };
    await session.publish('main', picture({ small }));

    expect(world.frames('offer')[0]?.offer.publish).toEqual([{ source: 'main', mid: '4', muted: false, small: 'l' }]);
    expect(world.peer.transceivers[4]?.sender.parameters.encodings).toEqual([
      { rid: 'l', maxBitrate: 100_000, maxFramerate: 15, scaleResolutionDownBy: 4 },
      { rid: 'h', maxBitrate: 500_000, maxFramerate: 15, scaleResolutionDownBy: 1 },
    ]);
  });

  it('takes another section when the small picture comes or goes, and the old one again later', async () => {
    const session = await world.enter();
    const small = { width: 160, height: 120, frameRate: 15, bitrate: 100 };
    await session.publish('main', picture());
    await session.publish('main', picture({ small }));
    expect(world.frames('offer').at(-1)?.offer.publish).toMatchObject([{ mid: '5', small: 'l' }]);
    expect(world.peer.transceivers[4]?.direction).toBe('inactive');
    expect(world.peer.transceivers[4]?.sender.track).toBeNull();
    await session.publish('main', picture());
    await session.publish('main', picture({ small }));

    expect(world.frames('offer').map(({ offer }) => offer.publish[0].mid)).toEqual(['4', '5', '4', '5']);
    expect(world.peer.transceivers).toHaveLength(6);
  });

  it('changes rates without an offer', async () => {
    const session = await world.enter();
    await session.publish('main', picture());
    await session.publish('main', picture({ bitrate: 1500, frameRate: 30 }));

    expect(world.frames('offer')).toHaveLength(1);
    expect(world.peer.transceivers[4]?.sender.parameters.encodings).toEqual([
      { maxBitrate: 1_500_000, maxFramerate: 30 },
    ]);
  });

  it('leaves the section for the next time', async () => {
    const session = await world.enter();
    await session.publish('main', picture());
    await session.unpublish('main');
    expect(world.frames('offer').at(-1)?.offer.publish).toEqual([]);
    expect(world.peer.transceivers[4]?.direction).toBe('inactive');
    await session.publish('main', picture());
    await settle();

    expect(world.frames('offer').at(-1)?.offer.publish).toMatchObject([{ mid: '4' }]);
    expect(world.peer.transceivers).toHaveLength(5);
    expect(world.heard('publishState').map(([, state]) => state)).toEqual([
      'starting',
      'started',
      'stopped',
      'starting',
      'started',
    ]);
  });

  it('does not let a stop overtake its start', async () => {
    const session = await world.enter();
    const started = session.publish('main', picture());
    const stopped = session.unpublish('main');
    await Promise.all([started, stopped]);

    expect(world.frames('offer').map(({ offer }) => offer.publish.length)).toEqual([1, 0]);
  });

  it('rejects with what the server refused, and goes on with the rest', async () => {
    const session = await world.enter();
    await session.publish('main', picture());
    world.answers.set('offer', ({ offer }) => ({
      t: 'answer',
      answer: { sdp: offer.sdp, refused: [{ source: 'aux', code: -102016, message: 'one screen only' }] },
    }));

    await expect(session.publish('aux', picture())).rejects.toMatchObject({ code: -102016 });
    await settle();
    expect(world.heard('publishState').at(-1)).toMatchObject(['aux', 'stopped', { code: -102016 }]);
    world.answers.clear();
    await session.publish('audio', sound());
    expect(
      world
        .frames('offer')
        .at(-1)
        ?.offer.publish.map(({ source }: { source: string }) => source),
    ).toEqual(['main', 'audio']);
  });

  it('goes on as before when a change fails', async () => {
    const session = await world.enter();
    await session.publish('audio', sound());
    world.answers.set('mute', () => ({ t: 'error', code: -102006, message: 'too many requests' }));
    await expect(session.publish('audio', sound({ muted: true }))).rejects.toMatchObject({ code: -102006 });
    await settle();

    expect(world.heard('publishState')).toHaveLength(2);
    world.answers.clear();
    await session.mute('audio', true);
    expect(world.frames('mute')).toHaveLength(2);
  });

  it('rejects when the whole offer is refused, and takes it back', async () => {
    const session = await world.enter();
    world.answers.set('offer', () => ({ t: 'error', code: -102054, message: 'too many sections' }));

    await expect(session.publish('main', picture())).rejects.toMatchObject({ code: -102054 });
    expect(world.peer.signalingState).toBe('stable');
  });

  it('sends nothing while muted', async () => {
    const session = await world.enter();
    const options = sound({ muted: true });
    await session.publish('audio', options);
    const sender = world.peer.transceivers[4]?.sender;
    expect(world.frames('offer')[0]?.offer.publish).toMatchObject([{ muted: true }]);
    expect(sender?.track).toBeNull();
    await session.mute('audio', false);
    expect(sender?.track).toBe(options.track);
    const other = fakeTrack('audio');
    await session.mute('audio', true);
    await session.replaceTrack('audio', other);
    expect(sender?.track).toBeNull();
    await session.mute('audio', false);

    expect(sender?.track).toBe(other);
    expect(world.frames('mute').map(({ muted }) => muted)).toEqual([false, true, false]);
    expect(world.frames('offer')).toHaveLength(1);
  });

  it('asks for two channels when the sound has two', async () => {
    const session = await world.enter();
    await session.publish('audio', sound({ stereo: true }));

    expect(world.frames('offer')[0]?.offer.sdp).toContain(
      'a=mid:4\r\na=sendonly\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;stereo=1;sprop-stereo=1\r\n',
    );
    expect(world.peer.remoteDescription?.sdp).toContain(
      'a=mid:4\r\na=sendonly\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;stereo=1',
    );
  });
});

describe('subscribing', () => {
  it('takes a slot without an offer, sound and picture of one user in one group', async () => {
    const session = await world.enter();
    const track = await session.subscribe('bob', 'audio');
    await session.subscribe('bob', 'main', 'small');
    await session.subscribe('carol', 'main');
    await settle();

    expect(track).toBe(world.peer.transceivers[0]?.receiver.track);
    expect(world.frames('subscribe').flatMap(({ items }) => items)).toEqual([
      { userId: 'bob', source: 'audio', layer: 'big', mid: '0' },
      { userId: 'bob', source: 'main', layer: 'small', mid: '1' },
      { userId: 'carol', source: 'main', layer: 'big', mid: '3' },
    ]);
    expect(world.frames('offer')).toEqual([]);
    expect(world.heard('track')).toHaveLength(3);
  });

  it('asks in one request for what is wanted at one time', async () => {
    const session = await world.enter();
    world.answers.set('subscribe', () => ({
      t: 'subscribed',
      refused: [{ userId: 'carol', source: 'audio', code: -102007, message: 'not there' }],
    }));
    const wanted = [session.subscribe('bob', 'audio'), session.subscribe('carol', 'audio')];
    const results = await Promise.allSettled(wanted);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(world.frames('subscribe').map(({ items }) => items.length)).toEqual([2]);
  });

  it('does not ask for what was given up meanwhile', async () => {
    const session = await world.enter();
    const bob = session.subscribe('bob', 'aux').catch((failure) => failure);
    await session.unsubscribe('bob', 'aux');

    expect(await bob).toMatchObject({ code: 5998 });
    expect(world.frames('subscribe')).toEqual([]);
  });

  it('doubles the slots when there are too few', async () => {
    const session = await world.enter();
    await session.subscribe('bob', 'audio');
    await session.subscribe('carol', 'audio');
    await session.subscribe('dave', 'audio');

    expect(world.frames('offer')).toHaveLength(1);
    expect(world.frames('offer')[0]?.offer.receive).toHaveLength(8);
    expect(world.frames('subscribe').at(-1)?.items).toMatchObject([{ userId: 'dave', mid: '4' }]);
  });

  it('adds a slot for the screen when it is needed', async () => {
    const session = await world.enter();
    await session.subscribe('bob', 'audio');
    await session.subscribe('bob', 'aux');

    expect(world.frames('offer')[0]?.offer.receive).toContainEqual({ mid: '4', group: 'g0' });
    expect(world.frames('subscribe').at(-1)?.items).toMatchObject([{ source: 'aux', mid: '4' }]);
  });

  it('gives the slots of one who left to the next', async () => {
    const session = await world.enter();
    await session.subscribe('bob', 'audio');
    await session.subscribe('carol', 'audio');
    world.socket.receive({ t: 'user-left', userId: 'bob', reason: 0 });
    await session.subscribe('dave', 'audio');

    expect(world.frames('offer')).toEqual([]);
    expect(world.frames('unsubscribe')).toEqual([]);
    expect(world.frames('subscribe').at(-1)?.items).toMatchObject([{ userId: 'dave', mid: '0' }]);
  });

  it('frees the slot again', async () => {
    const session = await world.enter();
    await session.subscribe('bob', 'main');
    await session.unsubscribe('bob', 'main');
    await session.subscribe('carol', 'main');

    expect(world.frames('unsubscribe')[0]?.items).toEqual([{ userId: 'bob', source: 'main' }]);
    expect(world.frames('subscribe').at(-1)?.items).toMatchObject([{ userId: 'carol', mid: '1' }]);
  });

  it('changes the layer in the same slot', async () => {
    const session = await world.enter();
    const big = await session.subscribe('bob', 'main', 'big');
    const small = await session.subscribe('bob', 'main', 'small');

    expect(small).toBe(big);
    expect(world.frames('subscribe').map(({ items }) => [items[0].mid, items[0].layer])).toEqual([
      ['1', 'big'],
      ['1', 'small'],
    ]);
  });

  it('rejects with what the server refused and frees the slot', async () => {
    const session = await world.enter();
    world.answers.set('subscribe', () => ({
      t: 'subscribed',
      refused: [{ userId: 'bob', source: 'main', code: -102019, message: 'may not receive video' }],
    }));
    await expect(session.subscribe('bob', 'main')).rejects.toMatchObject({ code: -102019 });
    world.answers.clear();
    await session.subscribe('carol', 'main');

    expect(world.frames('subscribe').at(-1)?.items).toMatchObject([{ userId: 'carol', mid: '1' }]);
  });

  it('never asks for more sections than an offer may have', async () => {
    const session = await world.enter();
    const wanted = Array.from({ length: 156 }, (_, number) => session.subscribe(`user${number}`, 'audio'));
    const results = await Promise.allSettled(wanted);

    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    expect(world.peer.transceivers.length).toBeLessThanOrEqual(155);
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(77);
  });
});

describe('messages in pictures', () => {
  it('need H264 and access to frames', async () => {
    const session = await world.enter({}, undefined, true);
    expect(world.peer.configuration.encodedInsertableStreams).toBe(true);
    expect(session.sendSei('main', 243, new ArrayBuffer(1))).toBe(false);
    await session.publish('main', picture());
    const parameters = world.peer.transceivers[4]?.sender.parameters;
    Object.assign(parameters ?? {}, { codecs: [{ mimeType: 'video/VP8' }, { mimeType: 'video/H264' }] });

    expect(session.sentCodec('main')).toBe('VP8');
    expect(session.sendSei('main', 243, new ArrayBuffer(1))).toBe(false);
  });
});
