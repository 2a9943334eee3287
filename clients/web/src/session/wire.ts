/** The frames of `docs/signalling.md`, as far as this side reads or writes them. */
import type { LeaveReason, Source, UsageSeconds } from '../session.js';

export const SUBPROTOCOL = 'parley.v1';

/** The server does not know the session (any more). */
export const NO_SESSION = -102018;

export interface WirePublication {
  source: Source;
  mid: string;
  muted: boolean;
  small?: string;
}

export interface WireSlot {
  mid: string;
  group: string;
}

export interface WireOffer {
  sdp: string;
  publish: WirePublication[];
  receive: WireSlot[];
}

export interface RefusedPublication {
  source: Source;
  code: number;
  message: string;
}

export interface WireAnswer {
  sdp: string;
  refused?: RefusedPublication[];
}

export interface WireUser {
  userId: string;
  flags: number;
  codecs?: Partial<Record<Source, string>>;
}

export interface WireSubscription {
  userId: string;
  source: Source;
  mid: string;
  layer: 'big' | 'small';
}

export interface RefusedSubscription {
  userId: string;
  source: Source;
  code: number;
  message: string;
}

/** STUN and TURN servers; without them when the server names none. */
export interface IceServersFrame {
  iceServers?: RTCIceServer[];
  /** Milliseconds that the credentials among them are good for. */
  iceLifetime?: number;
}

/** What `entered` and `resumed` have in common. */
export interface Snapshot extends IceServersFrame {
  commId: string;
  scene: 'rtc' | 'live';
  role: 'anchor' | 'audience';
  rights: number;
  blocked: { audio: boolean; video: boolean };
  timers: { ping: number; timeout: number };
  users: WireUser[];
  answer?: WireAnswer;
}

export interface EnteredFrame extends Snapshot {
  t: 'entered';
  id: number;
  session: string;
  token: string;
}

export interface ResumedFrame extends Snapshot {
  t: 'resumed';
  id: number;
  /** How many messages came before those that follow; more than were received when some could not be kept. */
  got?: number;
}

/** Packets of the client's own streams since the last report, as the server saw them. */
export interface UplinkReport {
  rtt: number | null;
  expectAud: number;
  recvAud: number;
  expectVid: number;
  recvVid: number;
}

export type ReplyFrame =
  | EnteredFrame
  | ResumedFrame
  | { t: 'answer'; id: number; answer: WireAnswer }
  | { t: 'ok'; id: number }
  | { t: 'subscribed'; id: number; refused?: RefusedSubscription[] }
  | { t: 'role'; id: number; role: 'anchor' | 'audience'; rights: number }
  | { t: 'pong'; id: number; uplink?: UplinkReport }
  | { t: 'usage'; id: number; seconds: UsageSeconds }
  | ({ t: 'ice'; id: number } & IceServersFrame);

export interface ErrorFrame {
  t: 'error';
  id?: number;
  code: number;
  message: string;
}

export type KickReason = 'kick' | 'banned' | 'room_disband' | 'user_time_out' | 'room_closed';

export interface MessageFrame {
  t: 'msg';
  from: string;
  cmdId: number;
  seq: number;
  data: string;
}

export type Notice =
  | ({ t: 'user-entered' } & WireUser)
  | ({ t: 'user-changed' } & WireUser)
  | { t: 'user-left'; userId: string; reason: LeaveReason }
  | { t: 'blocked'; audio: boolean; video: boolean }
  | { t: 'kicked'; reason: KickReason }
  | MessageFrame;

/** A frame from this side: a request gets its `id` when it is sent. */
export interface OutgoingFrame {
  t: string;
  [member: string]: unknown;
}
