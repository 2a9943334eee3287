/**
 * What the page is told by its address, after the `#`, which never reaches a server:
 * `#room=lobby&scene=live&role=audience`, and for tickets that were made elsewhere `#app=...&user=...&sig=...&key=...`.
 */

export type Scene = 'rtc' | 'live';
export type Role = 'anchor' | 'audience';

export interface Invitation {
  room?: string;
  /** `room` is the number of an integer room. */
  numbered?: boolean;
  scene?: Scene;
  role?: Role;
  /** The user id as it is, without the mark that is put behind names. */
  user?: string;
  sdkAppId?: number;
  userSig?: string;
  privateMapKey?: string;
  /** Enter at once. */
  join?: boolean;
  microphone?: boolean;
  camera?: boolean;
}

/** Leaves out what it does not understand. */
export function readLink(fragment: string): Invitation {
  const words = new URLSearchParams(fragment.replace(/^#/, ''));
  const number = words.get('roomId');
  const app = Number(words.get('app'));
  const numbered = number !== null && /^\d{1,10}$/.test(number);
  return clean({
    room: (numbered ? number : words.get('room')) || undefined,
    numbered: numbered || undefined,
    scene: oneOf(words.get('scene'), ['rtc', 'live']),
    role: oneOf(words.get('role'), ['anchor', 'audience']),
    user: words.get('user') || undefined,
    sdkAppId: Number.isSafeInteger(app) && app > 0 ? app : undefined,
    userSig: words.get('sig') || undefined,
    privateMapKey: words.get('key') || undefined,
    join: words.has('join') || undefined,
    microphone: onOrOff(words.get('mic')),
    camera: onOrOff(words.get('camera')),
  });
}

/** The fragment that `readLink` reads, with its `#`. */
export function writeLink(invitation: Invitation): string {
  const words = new URLSearchParams();
  const { room, numbered, scene, role, user, sdkAppId, userSig, privateMapKey, join, microphone, camera } = invitation;
  if (room) words.set(numbered ? 'roomId' : 'room', room);
  if (scene) words.set('scene', scene);
  if (role) words.set('role', role);
  if (user) words.set('user', user);
  if (sdkAppId) words.set('app', String(sdkAppId));
  if (userSig) words.set('sig', userSig);
  if (privateMapKey) words.set('key', privateMapKey);
  if (microphone !== undefined) words.set('mic', microphone ? 'on' : 'off');
  if (camera !== undefined) words.set('camera', camera ? 'on' : 'off');
  if (join) words.set('join', '1');
  return `#${words}`;
}

function oneOf<T extends string>(word: string | null, words: readonly T[]): T | undefined {
  return words.find((candidate) => candidate === word);
}

function onOrOff(word: string | null): boolean | undefined {
  return word === 'on' ? true : word === 'off' ? false : undefined;
}

function clean(invitation: Invitation): Invitation {
  return Object.fromEntries(Object.entries(invitation).filter(([, value]) => value !== undefined));
}
