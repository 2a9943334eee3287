import type TRTC from 'parley-rtc-web';
import { beforeEach, describe, expect, it } from 'vitest';
import { Chat } from '../src/meeting/chat.js';
import type { LocalMedia } from '../src/meeting/local-media.js';
import { Notices } from '../src/meeting/notices.js';
import { Pictures } from '../src/meeting/pictures.js';
import { followRoom } from '../src/meeting/room-events.js';
import { newState, type State } from '../src/state.js';
import { Store } from '../src/store.js';
import type { Problem } from '../src/words.js';

/** The events of a client, and nothing else of it. */
class Teller {
  private readonly handlers = new Map<string, ((event: unknown) => void)[]>();
  readonly stopRemoteVideo = async () => undefined;
  readonly startRemoteVideo = async () => undefined;
  readonly updateRemoteVideo = async () => undefined;
  readonly sendCustomMessage = () => undefined;

  on(event: string, handler: (event: unknown) => void): void {
    this.handlers.set(event, [...(this.handlers.get(event) ?? []), handler]);
  }

  tell(event: string, what: unknown = undefined): void {
    for (const handler of this.handlers.get(event) ?? []) handler(what);
  }
}

describe('what the client tells', () => {
  let teller: Teller;
  let state: Store<State>;
  let ended: Problem[];
  let lost: unknown[];

  beforeEach(() => {
    teller = new Teller();
    state = newState();
    ended = [];
    lost = [];
    const notices = new Notices(state);
    followRoom({
      trtc: teller as unknown as TRTC,
      state,
      volumes: new Store<ReadonlyMap<string, number>>(new Map()),
      notices,
      pictures: new Pictures(teller, () => undefined),
      media: {
        screenStopped: () => undefined,
        listDevices: async () => undefined,
        deviceLost: (error: unknown) => lost.push(error),
      } as unknown as LocalMedia,
      chat: new Chat(teller, state, notices),
      ended: (why) => ended.push(why),
    });
    state.patch({ phase: 'inside' });
  });

  it('puts people on the stage and takes them off', () => {
    teller.tell('remote-user-enter', { userId: 'bob_a1b2' });
    teller.tell('remote-audio-available', { userId: 'bob_a1b2' });
    teller.tell('remote-video-available', { userId: 'bob_a1b2', streamType: 'main' });
    teller.tell('remote-video-available', { userId: 'bob_a1b2', streamType: 'sub' });
    const bob = { userId: 'bob_a1b2', name: 'bob', audio: true, video: true, screen: true };
    expect(state.current.people).toEqual([bob]);

    teller.tell('remote-video-unavailable', { userId: 'bob_a1b2', streamType: 'sub' });
    teller.tell('remote-audio-unavailable', { userId: 'bob_a1b2' });
    expect(state.current.people).toEqual([{ ...bob, screen: false, audio: false }]);

    teller.tell('remote-user-exit', { userId: 'bob_a1b2', reason: 1 });
    expect(state.current.people).toEqual([]);
    expect(state.current.announcement).toBe('bob lost the connection');
  });

  it('shows somebody once, whoever is told first', () => {
    teller.tell('remote-audio-available', { userId: 'bob' });
    teller.tell('remote-user-enter', { userId: 'bob' });
    expect(state.current.people).toHaveLength(1);
    expect(state.current.people[0]?.audio).toBe(true);
  });

  it('does not keep a picture large that is gone', () => {
    teller.tell('remote-video-available', { userId: 'bob', streamType: 'sub' });
    state.patch({ pinned: 'bob/sub' });
    teller.tell('remote-video-unavailable', { userId: 'bob', streamType: 'sub' });
    expect(state.current.pinned).toBeNull();
  });

  it('says when the network is away and when it is back', () => {
    teller.tell('connection-state-changed', { state: 'CONNECTED' });
    expect(state.current.connection).toBe('there');
    teller.tell('connection-state-changed', { state: 'DISCONNECTED' });
    teller.tell('connection-state-changed', { state: 'CONNECTING' });
    expect(state.current.connection).toBe('lost');
    teller.tell('connection-state-changed', { state: 'CONNECTED' });
    expect(state.current.connection).toBe('back');
  });

  it('says nothing of the network before one is inside', () => {
    state.patch({ phase: 'joining' });
    teller.tell('connection-state-changed', { state: 'CONNECTING' });
    expect(state.current.connection).toBe('there');
  });

  it.each(['kick', 'banned', 'room_disband'])('ends the stay in other words for %s', (reason) => {
    teller.tell('kicked-out', { reason });
    expect(ended).toHaveLength(1);
    expect(ended[0]?.title).not.toBe('Your stay has ended');
  });

  it('ends the stay when it cannot go on, and not when a device is unplugged', () => {
    teller.tell('error', { code: 5300, extraCode: 5309, message: 'the microphone is lost' });
    expect(ended).toEqual([]);
    expect(lost).toHaveLength(1);

    teller.tell('error', { code: 5500, extraCode: 5502, message: 'it did not come back' });
    expect(ended).toHaveLength(1);
  });
});
