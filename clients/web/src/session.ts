/**
 * What the public client needs of a room: everything between the facade (`trtc.ts`) and the wire. The facade knows
 * devices, elements and the official API's words; what implements this knows the signalling protocol
 * (`docs/signalling.md`) and the peer connection. Neither reaches into the other.
 */

/** `audio` microphone, `main` camera, `aux` screen: the sources of one user. */
export type Source = 'audio' | 'main' | 'aux';
export type Layer = 'big' | 'small';

export interface Entry {
  /** `ws(s)://host/v1/signalling`. */
  url: string;
  sdkAppId: number;
  userId: string;
  userSig: string;
  roomId?: number;
  strRoomId?: string;
  scene: 'rtc' | 'live';
  role: 'anchor' | 'audience';
  privateMapKey?: string;
  iceServers?: RTCIceServer[];
  iceTransportPolicy?: RTCIceTransportPolicy;
}

/** How a track is sent. */
export interface SendOptions {
  track: MediaStreamTrack;
  muted: boolean;
  /** kbit/s of the big picture or of the sound. */
  bitrate: number;
  /** Frames a second, for pictures. */
  frameRate?: number;
  /** Stereo sound. */
  stereo?: boolean;
  /** `motion` keeps the frame rate, `detail` the sharpness. */
  contentHint?: 'motion' | 'detail';
  /** The small picture beside the big one. */
  small?: { width: number; height: number; frameRate: number; bitrate: number };
}

/** What is published by somebody else and not muted, by source. */
export interface RemoteUser {
  userId: string;
  available: ReadonlySet<Source>;
  hasSmall: boolean;
  codecs: Readonly<Partial<Record<Source, string>>>;
}

export type LeaveReason = 0 | 1 | 2 | 3;
export type ConnectionState = 'DISCONNECTED' | 'CONNECTING' | 'CONNECTED';

export interface SessionEvents {
  userEntered: (userId: string) => void;
  /** Everything of that user has been announced as unavailable before. */
  userLeft: (userId: string, reason: LeaveReason) => void;
  available: (userId: string, source: Source) => void;
  unavailable: (userId: string, source: Source) => void;
  /** A subscription's track is there (again): at once after `subscribe`, or when a session was entered anew. */
  track: (userId: string, source: Source, track: MediaStreamTrack) => void;
  /** In order, without repetitions (spec/13 §1.3). */
  message: (message: { userId: string; cmdId: number; seq: number; data: ArrayBuffer }) => void;
  sei: (sei: { userId: string; source: 'main' | 'aux'; payloadType: number; data: ArrayBuffer }) => void;
  connectionState: (state: ConnectionState, previous: ConnectionState, reconnecting: boolean) => void;
  publishState: (source: Source, state: 'starting' | 'started' | 'stopped', error?: SessionError) => void;
  /** Own sending and receiving is blocked or not, for the log. */
  blocked: (audio: boolean, video: boolean) => void;
  /** The session is over; nothing follows. */
  kicked: (reason: 'kick' | 'banned' | 'room_disband') => void;
  /** What cannot be repaired, such as 5501 and 5502; the session is over. */
  failed: (error: SessionError) => void;
  /** Every 2 seconds while in a room. */
  quality: (report: QualityReport) => void;
}

/** Measured over the last two seconds. */
export interface QualityReport {
  uplink: { rtt: number; loss: number };
  downlink: { rtt: number; loss: number };
  /** False until the peer connection has been connected once. */
  measured: boolean;
  bytesSent: number;
  bytesReceived: number;
  local: {
    audio: { bitrate: number; audioLevel: number };
    video: VideoFigures[];
  };
  remote: {
    userId: string;
    audio: { bitrate: number; audioLevel: number; jitterBufferDelay: number };
    video: (VideoFigures & { jitterBufferDelay: number })[];
  }[];
}

/** bitrate in kbit/s. */
export interface VideoFigures {
  width: number;
  height: number;
  frameRate: number;
  bitrate: number;
  videoType: 'big' | 'small' | 'sub';
}

/** Seconds by class, as metered. */
export interface UsageSeconds {
  audio: number;
  sd: number;
  hd: number;
  fullHd: number;
  twoK: number;
  fourK: number;
}

/** A refusal of the server (official negative code) or a failure of the network (positive, 55xx). */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** One stay in one room. Made by `RoomSession.enter`; of no use after `exit`, `kicked` or `failed`. */
export interface RoomSession {
  readonly scene: 'rtc' | 'live';
  readonly role: 'anchor' | 'audience';
  /** Everybody known, by user id. */
  readonly users: ReadonlyMap<string, RemoteUser>;

  /** Leaves; resolves when the server knows, or after a second when it cannot be told. */
  exit(): Promise<void>;

  /** Publishes a source, or changes how it is published. Rejects with `SessionError` when the server refuses. */
  publish(source: Source, options: SendOptions): Promise<void>;

  /** Sends another track in place of the one sent; no renegotiation. */
  replaceTrack(source: Source, track: MediaStreamTrack): Promise<void>;

  unpublish(source: Source): Promise<void>;

  mute(source: Source, muted: boolean): Promise<void>;

  /** Resolves with the track, which is silent until packets arrive. Survives until `unsubscribe` or the user leaves. */
  subscribe(userId: string, source: Source, layer?: Layer): Promise<MediaStreamTrack>;

  unsubscribe(userId: string, source: Source): Promise<void>;

  switchRole(role: 'anchor' | 'audience', privateMapKey?: string): Promise<void>;

  /** Replaces the ticket that is kept for later role switches. */
  renewPrivateMapKey(privateMapKey: string): Promise<void>;

  /** The caller has checked form and limits. */
  sendMessage(cmdId: number, data: ArrayBuffer): void;

  /** The next encoded frame carries it (spec/13 §2); false when the codec is not H264. */
  sendSei(source: 'main' | 'aux', payloadType: number, data: ArrayBuffer): boolean;

  /** The codec a source is sent with, once negotiated, such as `H264`. */
  sentCodec(source: Source): string | undefined;

  usage(): Promise<UsageSeconds>;
}

export interface SessionFactory {
  /**
   * Enters a room. Events of users who are there already are sent after the promise has resolved.
   *
   * @param events called in the order things happened, never from inside a call to the session
   * @param enableSei access to encoded frames is set up for every track from the beginning
   * @param signal ends an entry in progress, which then rejects with its reason
   */
  enter(entry: Entry, events: SessionEvents, enableSei: boolean, signal?: AbortSignal): Promise<RoomSession>;
}
