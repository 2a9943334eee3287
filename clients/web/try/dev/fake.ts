/**
 * A room without a server, to look at the page: invented people with painted pictures. `?people=12&screen` says how
 * many there are; `?lost`, `?kicked`, `?refused` what happens to oneself.
 */

import { TRTCEvent } from '../../src/api/constants.js';
import type { TRTC as RealTRTC } from '../../src/index.js';

export { RtcError } from '../../src/errors.js';

const words = new URLSearchParams(location.search);
const NAMES = [
  'Ada Lovelace',
  'Grace',
  'Kurt',
  'Emmy Noether',
  'Alan',
  'Sofia',
  'Paul Erdős',
  'Hedy',
  'Maryam',
  'Leonhard',
];
const SAID = [
  'Can everybody see the slides?',
  'Yes, sharp and clear.',
  'I will be right back, the door.',
  'Shall we begin?',
];

function painted(hue: number, width: number, height: number, label: string): MediaStream {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const paint = () => {
    const time = performance.now() / 2000;
    const sky = context.createLinearGradient(0, 0, width, height);
    sky.addColorStop(0, `hsl(${hue} 35% 62%)`);
    sky.addColorStop(1, `hsl(${(hue + 50) % 360} 30% 32%)`);
    context.fillStyle = sky;
    context.fillRect(0, 0, width, height);
    context.fillStyle = `hsl(${hue} 30% 24%)`;
    context.beginPath();
    context.ellipse(width / 2 + Math.sin(time) * 12, height * 1.02, height * 0.44, height * 0.36, 0, 0, 7);
    context.fill();
    context.fillStyle = `hsl(${(hue + 20) % 360} 45% 74%)`;
    context.beginPath();
    context.arc(width / 2 + Math.sin(time) * 16, height * 0.46, height * 0.2, 0, 7);
    context.fill();
    context.fillStyle = '#fff';
    context.font = `${height / 16}px sans-serif`;
    context.fillText(label, 20, height / 10);
  };
  setInterval(paint, 100);
  paint();
  return canvas.captureStream(10);
}

function show(view: HTMLElement, stream: MediaStream, fit: string): void {
  const video = Object.assign(document.createElement('video'), { srcObject: stream, muted: true, playsInline: true });
  video.style.objectFit = fit;
  view.replaceChildren(video);
  void video.play();
}

// biome-ignore lint/suspicious/noExplicitAny: handlers of all events in one list
type Handler = (event: any) => void;

export class TRTC implements Pick<RealTRTC, 'enterRoom' | 'exitRoom'> {
  static EVENT = TRTCEvent;
  static create = () => new TRTC();
  static getCameraList = async () => [{ deviceId: 'c', label: 'Built-in camera' }];
  static getMicrophoneList = async () => [{ deviceId: 'm', label: 'Built-in microphone' }];
  static getSpeakerList = async () => [{ deviceId: 's', label: 'Headset' }];
  static setCurrentSpeaker = async () => undefined;

  private readonly handlers = new Map<string, Handler[]>();
  private own: HTMLElement | null = null;
  private seconds = 0;
  private readonly timers: number[] = [];

  on(event: string, handler: Handler): void {
    this.handlers.set(event, [...(this.handlers.get(event) ?? []), handler]);
  }

  private tell(event: string, what?: unknown): void {
    for (const handler of this.handlers.get(event) ?? []) handler(what);
  }

  async enterRoom(): Promise<void> {
    if (words.has('refused')) throw new Error('This room is full: it holds 300 people.');
    setTimeout(() => this.fill(), 50);
  }

  private fill(): void {
    const count = Number(words.get('people') ?? 3);
    const ids = Array.from({ length: count }, (_, index) => `${NAMES[index % NAMES.length]}_${1000 + index}`);
    ids.forEach((userId, index) => {
      this.tell('remote-user-enter', { userId });
      if (index % 4 !== 3) this.tell('remote-audio-available', { userId });
      if (index % 3 !== 2) this.tell('remote-video-available', { userId, streamType: 'main' });
    });
    if (words.has('screen')) this.tell('remote-video-available', { userId: ids[0], streamType: 'sub' });
    for (const index of [0, 1]) if (ids[index]) this.say(ids[index], index);
    this.timers.push(window.setInterval(() => this.tick(ids), 1000));
    if (words.has('lost')) setTimeout(() => this.tell('connection-state-changed', { state: 'CONNECTING' }), 1500);
    if (words.has('kicked')) setTimeout(() => this.tell('kicked-out', { reason: words.get('kicked') }), 1500);
  }

  private say(userId: string, index: number): void {
    for (const text of SAID.slice(index * 2, index * 2 + 2)) {
      this.tell('custom-message', { userId, cmdId: 1, seq: index, data: new TextEncoder().encode(text).buffer });
    }
  }

  private tick(ids: string[]): void {
    this.seconds++;
    const way = { uplinkNetworkQuality: 1, downlinkNetworkQuality: 2, uplinkRTT: 24, downlinkRTT: 26 };
    this.tell('network-quality', { ...way, uplinkLoss: 0, downlinkLoss: 1 });
    const video = [{ width: 1280, height: 720, frameRate: 15, bitrate: 1430, videoType: 'big' }];
    const remoteStatistics = ids.map((userId) => ({ userId, audio: {}, video }));
    const localStatistics = { audio: {}, video };
    this.tell('statistics', { bytesSent: 8e5, bytesReceived: 4e6, localStatistics, remoteStatistics });
    this.tell('audio-volume', { result: [{ userId: ids[this.seconds % 4], volume: 50 }] });
  }

  async exitRoom(): Promise<void> {
    for (const timer of this.timers.splice(0)) window.clearInterval(timer);
  }

  async startLocalVideo({ view }: { view: HTMLElement | null }): Promise<void> {
    await this.updateLocalVideo({ view });
  }

  async updateLocalVideo({ view }: { view: HTMLElement | null }): Promise<void> {
    this.own = view;
    if (view) show(view, painted(170, 640, 360, ''), 'cover');
  }

  async stopLocalVideo(): Promise<void> {
    this.own?.replaceChildren();
  }

  async startRemoteVideo(wish: { userId: string; streamType: string; view: HTMLElement }): Promise<void> {
    const { userId, streamType, view } = wish;
    const hue = (userId.length * 47 + Number(userId.slice(-2)) * 71) % 360;
    const label = streamType === 'sub' ? 'A very important slide' : '';
    show(view, painted(hue, 640, 360, label), streamType === 'sub' ? 'contain' : 'cover');
  }

  updateRemoteVideo = this.startRemoteVideo;

  async stopRemoteVideo(): Promise<void> {}
  async startLocalAudio(): Promise<void> {}
  async updateLocalAudio(): Promise<void> {}
  async stopLocalAudio(): Promise<void> {}
  async startScreenShare(): Promise<void> {}
  async stopScreenShare(): Promise<void> {}
  async switchRole(): Promise<void> {}
  enableAudioVolumeEvaluation(): void {}
  sendCustomMessage(): void {}

  async callExperimentalAPI(): Promise<unknown> {
    const { seconds } = this;
    return { audio: Math.min(seconds, 61), sd: 0, hd: Math.max(0, seconds * 9 - 20), fullHd: 0, twoK: 0, fourK: 0 };
  }
}

export default TRTC;
