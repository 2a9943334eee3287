import TRTC from 'parley-rtc-web';
import { displayName } from '../names.js';
import type { Person, State } from '../state.js';
import type { Store } from '../store.js';
import { farewell, leaving, roomProblemOf } from '../words.js';
import type { Chat } from './chat.js';
import type { LocalMedia } from './local-media.js';
import type { Notices } from './notices.js';
import { type Pictures, pictureKey } from './pictures.js';

/** How long "you are back" is shown. */
const BACK_MS = 3_000;

export interface Parts {
  trtc: TRTC;
  state: Store<State>;
  volumes: Store<ReadonlyMap<string, number>>;
  notices: Notices;
  pictures: Pictures;
  media: LocalMedia;
  chat: Chat;
  /** The stay is over without having been ended here. */
  ended: (why: { title: string; text: string }) => void;
}

/** Keeps the state of the page true to what the client tells. */
export function followRoom(parts: Parts): void {
  followPeople(parts);
  followConnection(parts);
  const { trtc, state, chat, media, notices, ended } = parts;
  trtc.on(TRTC.EVENT.CUSTOM_MESSAGE, ({ userId, cmdId, data }) => chat.received(userId, cmdId, data));
  trtc.on(TRTC.EVENT.SCREEN_SHARE_STOPPED, () => media.screenStopped());
  trtc.on(TRTC.EVENT.DEVICE_CHANGED, ({ type, action, device }) => {
    if (action === 'active') media.nowUsed(type, device.deviceId);
    void media.listDevices();
  });
  trtc.on(TRTC.EVENT.STATISTICS, (statistics) => state.patch({ statistics }));
  trtc.on(TRTC.EVENT.AUDIO_VOLUME, ({ result }) =>
    parts.volumes.set(new Map(result.map(({ userId, volume }) => [userId, volume]))),
  );
  trtc.on(TRTC.EVENT.AUTOPLAY_FAILED, () => {
    state.patch({ soundBlocked: true });
    notices.announce('The browser waits for a click before it plays sound.');
  });
  trtc.on(TRTC.EVENT.KICKED_OUT, ({ reason }) => ended(farewell(reason)));
  trtc.on(TRTC.EVENT.ERROR, (error) => {
    if (error.code === TRTC.ERROR_CODE.DEVICE_ERROR) media.deviceLost(error);
    else ended(roomProblemOf(error));
  });
}

function followPeople({ trtc, state, notices, pictures }: Parts): void {
  const change = (userId: string, what: Partial<Person>) => {
    const { people } = state.current;
    const known = people.some((person) => person.userId === userId);
    const all = known ? people : [...people, newcomer(userId)];
    state.patch({ people: all.map((person) => (person.userId === userId ? { ...person, ...what } : person)) });
  };
  trtc.on(TRTC.EVENT.REMOTE_USER_ENTER, ({ userId }) => {
    change(userId, {});
    notices.say(`${displayName(userId)} is here`);
  });
  trtc.on(TRTC.EVENT.REMOTE_USER_EXIT, ({ userId, reason }) => {
    state.patch({ people: state.current.people.filter((person) => person.userId !== userId) });
    notices.say(leaving(displayName(userId), reason));
  });
  trtc.on(TRTC.EVENT.REMOTE_AUDIO_AVAILABLE, ({ userId }) => change(userId, { audio: true }));
  trtc.on(TRTC.EVENT.REMOTE_AUDIO_UNAVAILABLE, ({ userId }) => change(userId, { audio: false }));
  trtc.on(TRTC.EVENT.REMOTE_VIDEO_AVAILABLE, ({ userId, streamType }) => {
    change(userId, streamType === 'sub' ? { screen: true } : { video: true });
    if (streamType === 'sub') notices.say(`${displayName(userId)} shares a screen`);
  });
  trtc.on(TRTC.EVENT.REMOTE_VIDEO_UNAVAILABLE, ({ userId, streamType }) => {
    pictures.forget(userId, streamType);
    change(userId, streamType === 'sub' ? { screen: false } : { video: false });
    if (state.current.pinned === pictureKey(userId, streamType)) state.patch({ pinned: null });
  });
}

function newcomer(userId: string): Person {
  return { userId, name: displayName(userId), audio: false, video: false, screen: false };
}

function followConnection({ trtc, state, notices }: Parts): void {
  trtc.on(TRTC.EVENT.NETWORK_QUALITY, (quality) => state.patch({ quality }));
  trtc.on(TRTC.EVENT.CONNECTION_STATE_CHANGED, ({ state: now }) => {
    const { phase, connection } = state.current;
    if (phase !== 'inside') return;
    if (now === 'CONNECTED' && connection === 'lost') {
      state.patch({ connection: 'back' });
      notices.announce('The connection is back.');
      setTimeout(() => state.current.connection === 'back' && state.patch({ connection: 'there' }), BACK_MS);
    } else if (now !== 'CONNECTED' && now !== 'RECONNECTED' && connection !== 'lost') {
      state.patch({ connection: 'lost' });
      notices.announce('The connection is lost. Trying to come back.');
    }
  });
}
