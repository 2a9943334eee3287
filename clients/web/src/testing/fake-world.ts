import type { Environment } from '../session/environment.js';
import { sessionFactoryIn } from '../session/index.js';
import type { IceServersFrame } from '../session/wire.js';
import type { Entry, RoomSession, SendOptions, SessionEvents } from '../session.js';
import { FakePeerConnection, fakeTrack } from './fake-peer-connection.js';
import { FakeSocket, type Frame } from './fake-socket.js';

export const entry: Entry = {
  url: 'wss://parley.example/v1/signalling',
  sdkAppId: 20000001,
  userId: 'alice',
  userSig: 'eJ-signature',
  strRoomId: 'lobby',
  scene: 'rtc',
  role: 'anchor',
};

export interface User {
  userId: string;
  flags: number;
  codecs?: object;
}

export type Told = [name: keyof SessionEvents, ...values: unknown[]];

const EVENTS: readonly (keyof SessionEvents)[] = [
  'userEntered',
  'userLeft',
  'available',
  'unavailable',
  'track',
  'message',
  'sei',
  'connectionState',
  'publishState',
  'blocked',
  'kicked',
  'failed',
  'quality',
];

/** A browser and a server that do as they are told. To be used with fake timers. */
export class FakeWorld {
  readonly sockets: FakeSocket[] = [];
  readonly peers: FakePeerConnection[] = [];
  readonly told: Told[] = [];
  /** Who is there when somebody enters or comes back. */
  users: User[] = [];
  reachable = true;
  /** What is said of ICE servers to whoever enters, comes back or asks. */
  ice: IceServersFrame = {};
  /** Peer connections are connected as soon as they have an answer. */
  connecting = true;
  /** Frames of these types are kept, but not answered. */
  readonly silentFor = new Set<string>();
  /** What is answered in place of the usual, by type of frame. */
  readonly answers = new Map<string, (frame: Frame) => object>();
  private readonly onlineListeners = new Set<() => void>();

  readonly environment: Environment = {
    openSocket: (url, protocol) => this.openSocket(url, protocol) as unknown as WebSocket,
    createPeerConnection: (configuration) => this.createPeer(configuration) as unknown as RTCPeerConnection,
    senderCodecs: () => [],
    receiverCodecs: () => [],
    random: () => 0.5,
    now: () => performance.now(),
    onOnline: (listener) => {
      this.onlineListeners.add(listener);
      return () => this.onlineListeners.delete(listener);
    },
  };

  get socket(): FakeSocket {
    return this.sockets.at(-1) as FakeSocket;
  }

  get peer(): FakePeerConnection {
    return this.peers.at(-1) as FakePeerConnection;
  }

  get events(): SessionEvents {
    const listen = (name: keyof SessionEvents) => [name, (...values: unknown[]) => this.told.push([name, ...values])];
    return Object.fromEntries(EVENTS.map(listen)) as unknown as SessionEvents;
  }

  /** What was told under one name. */
  heard(name: keyof SessionEvents): unknown[][] {
    return this.told.filter(([one]) => one === name).map(([, ...values]) => values);
  }

  /** Frames of one type over all connections. */
  frames(type: string): Frame[] {
    return this.sockets.flatMap((socket) => socket.of(type));
  }

  online(): void {
    for (const listener of this.onlineListeners) {
      listener();
    }
  }

  enter(changes: Partial<Entry> = {}, signal?: AbortSignal, enableSei = false): Promise<RoomSession> {
    return sessionFactoryIn(this.environment).enter({ ...entry, ...changes }, this.events, enableSei, signal);
  }

  private openSocket(url: string, protocol: string): FakeSocket {
    const socket = new FakeSocket(url, protocol);
    this.sockets.push(socket);
    socket.serve = (frame) => queueMicrotask(() => this.serve(frame, socket));
    queueMicrotask(() => (this.reachable ? socket.open() : socket.drop()));
    return socket;
  }

  private createPeer(configuration: RTCConfiguration): FakePeerConnection {
    const peer = new FakePeerConnection(configuration);
    this.peers.push(peer);
    const answer = peer.setRemoteDescription.bind(peer);
    peer.setRemoteDescription = async (description) => {
      await answer(description);
      if (this.connecting && peer.connectionState !== 'connected') {
        peer.become('connected');
      }
    };
    return peer;
  }

  private serve(frame: Frame, socket: FakeSocket): void {
    const answer = this.answers.get(frame.t)?.(frame) ?? this.usual(frame);
    if (answer && frame.id && !this.silentFor.has(frame.t)) {
      socket.receive({ id: frame.id, ...answer });
    }
  }

  private usual(frame: Frame): object | undefined {
    switch (frame.t) {
      case 'enter':
        return { t: 'entered', session: `s${this.frames('enter').length}`, token: 'secret', ...this.snapshot(frame) };
      case 'resume':
        return { t: 'resumed', ...this.snapshot(frame) };
      case 'offer':
        return { t: 'answer', answer: { sdp: frame.offer.sdp } };
      case 'subscribe':
        return { t: 'subscribed' };
      case 'role':
        return { t: 'role', role: frame.role, rights: 255 };
      case 'ping':
        return { t: 'pong', uplink: { rtt: 24, expectAud: 100, recvAud: 99, expectVid: 100, recvVid: 91 } };
      case 'ice':
        return { t: 'ice', ...this.ice };
      case 'usage':
        return { t: 'usage', seconds: { audio: 61, sd: 0, hd: 118, fullHd: 0, twoK: 0, fourK: 0 } };
      default:
        return { t: 'ok' };
    }
  }

  snapshot(frame: Frame): object {
    return {
      commId: '20000001_lobby_1764000000',
      scene: 'rtc',
      role: frame.role ?? 'anchor',
      rights: 255,
      blocked: { audio: false, video: false },
      timers: { ping: 2000, timeout: 90000 },
      users: this.users,
      ...this.ice,
      answer: { sdp: frame.offer.sdp },
    };
  }
}

export function sound(changes: Partial<SendOptions> = {}): SendOptions {
  return { track: fakeTrack('audio'), muted: false, bitrate: 40, ...changes };
}

export function picture(changes: Partial<SendOptions> = {}): SendOptions {
  return {
    track: fakeTrack('video', { width: 640, height: 480 }),
    muted: false,
    bitrate: 500,
    frameRate: 15,
    ...changes,
  };
}
