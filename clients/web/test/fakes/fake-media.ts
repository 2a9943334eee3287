/** Devices and tracks without a browser. */

import type { Devices } from '../../src/surroundings.js';

let tracks = 0;

export class FakeTrack extends EventTarget {
  readonly id = `track-${++tracks}`;
  enabled = true;
  muted = false;
  readyState: 'live' | 'ended' = 'live';
  constraints: unknown = null;

  constructor(
    readonly kind: 'audio' | 'video',
    readonly deviceId = '',
  ) {
    super();
  }

  asTrack(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** As when a device is pulled out. */
  die(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  clone(): FakeTrack {
    return new FakeTrack(this.kind, this.deviceId);
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId };
  }

  async applyConstraints(constraints: unknown): Promise<void> {
    this.constraints = constraints;
  }
}

class FakeStream {
  constructor(private readonly tracks: FakeTrack[] = []) {}

  getTracks(): FakeTrack[] {
    return this.tracks;
  }

  getAudioTracks(): FakeTrack[] {
    return this.tracks.filter(({ kind }) => kind === 'audio');
  }

  getVideoTracks(): FakeTrack[] {
    return this.tracks.filter(({ kind }) => kind === 'video');
  }
}

export class FakeDevices implements Devices {
  readonly opened: MediaStreamConstraints[] = [];
  readonly tracks: FakeTrack[] = [];
  sharesScreens = true;
  refusals: Error[] = [];
  list: MediaDeviceInfo[] = [deviceInfo('videoinput', 'camera-1'), deviceInfo('audioinput', 'microphone-1')];
  private readonly listeners = new Set<() => void>();

  /** The track that was opened last. */
  get last(): FakeTrack {
    const track = this.tracks.at(-1);
    if (!track) throw new Error('no device was opened');
    return track;
  }

  async getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.opened.push(constraints);
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    return this.stream(constraints.video ? [new FakeTrack('video', 'camera-1')] : [this.microphone()]);
  }

  async getDisplayMedia(options: DisplayMediaStreamOptions): Promise<MediaStream> {
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    return this.stream([...(options.audio ? [new FakeTrack('audio')] : []), new FakeTrack('video')]);
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return this.list;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  change(list: MediaDeviceInfo[]): void {
    this.list = list;
    for (const listener of this.listeners) listener();
  }

  private microphone(): FakeTrack {
    return new FakeTrack('audio', 'microphone-1');
  }

  private stream(tracks: FakeTrack[]): MediaStream {
    this.tracks.push(...tracks);
    return new FakeStream(tracks) as unknown as MediaStream;
  }
}

export function deviceInfo(kind: MediaDeviceKind, deviceId: string): MediaDeviceInfo {
  const info = { kind, deviceId, label: deviceId, groupId: 'group' };
  return { ...info, toJSON: () => info };
}

/** Puts the classes of tracks and streams into the environment, which has none that work. */
export function installMedia(): void {
  Object.assign(globalThis, { MediaStreamTrack: FakeTrack, MediaStream: FakeStream });
  const element = globalThis.HTMLMediaElement.prototype;
  Object.defineProperty(element, 'srcObject', { value: null, writable: true, configurable: true });
  element.play = async function play(this: HTMLMediaElement) {
    this.dispatchEvent(new Event('playing'));
  };
}
