import type { NetworkQuality, TRTCStatistics } from 'parley-rtc-web';
import type { Role, Scene } from './link.js';
import { Store } from './store.js';
import type { Problem } from './words.js';

export type Switch = 'off' | 'busy' | 'on';
export type Layer = 'auto' | 'big' | 'small';
export type Panel = 'none' | 'chat' | 'people';

/** Somebody else in the room, as far as it is visible. */
export interface Person {
  userId: string;
  name: string;
  audio: boolean;
  video: boolean;
  screen: boolean;
}

export interface ChatMessage {
  id: number;
  userId: string;
  name: string;
  own: boolean;
  text: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface Notice {
  id: number;
  title: string;
  text: string;
  /** Problems stay until they are closed. */
  problem: boolean;
}

/** Seconds by tier, as metered. */
export interface UsageSeconds {
  audio: number;
  sd: number;
  hd: number;
  fullHd: number;
  twoK: number;
  fourK: number;
}

/** Where and as whom one is in a room. */
export interface Stay {
  room: string;
  numbered: boolean;
  scene: Scene;
  userId: string;
  name: string;
  sdkAppId: number;
  /** Whether the server gave the ticket: then it gives one to those who are invited, too. */
  ticketFromServer: boolean;
}

export interface Devices {
  cameras: MediaDeviceInfo[];
  microphones: MediaDeviceInfo[];
  speakers: MediaDeviceInfo[];
  camera: string;
  microphone: string;
  speaker: string;
  /** The profile the camera is sent with. */
  profile: '360p' | '720p' | '1080p';
}

export interface State {
  phase: 'entrance' | 'joining' | 'inside' | 'ended';
  stay: Stay | null;
  /** Why one is outside again, or could not get in. */
  farewell: Problem | null;
  role: Role;
  roleChanging: boolean;
  people: Person[];
  microphone: Switch;
  camera: Switch;
  screen: Switch;
  devices: Devices;
  connection: 'there' | 'lost' | 'back';
  quality: NetworkQuality | null;
  statistics: TRTCStatistics | null;
  usage: UsageSeconds | null;
  messages: ChatMessage[];
  unread: number;
  panel: Panel;
  notices: Notice[];
  /** What was said last for those who do not see the page. */
  announcement: string;
  soundBlocked: boolean;
  /** The tile that is large, if one was chosen. */
  pinned: string | null;
  layers: Record<string, Layer>;
  figures: boolean;
}

export function outside(): Omit<State, 'devices' | 'microphone' | 'camera' | 'figures'> {
  return {
    phase: 'entrance',
    stay: null,
    farewell: null,
    role: 'anchor',
    roleChanging: false,
    people: [],
    screen: 'off',
    connection: 'there',
    quality: null,
    statistics: null,
    usage: null,
    messages: [],
    unread: 0,
    panel: 'none',
    notices: [],
    announcement: '',
    soundBlocked: false,
    pinned: null,
    layers: {},
  };
}

export function newState(): Store<State> {
  return new Store<State>({
    ...outside(),
    microphone: 'off',
    camera: 'off',
    figures: false,
    devices: { cameras: [], microphones: [], speakers: [], camera: '', microphone: '', speaker: '', profile: '720p' },
  });
}
