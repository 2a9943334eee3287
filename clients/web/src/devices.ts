/** Cameras, microphones and loudspeakers: lists, permissions and changes. */

import type { PermissionOption, PermissionResult } from './api/configs.js';
import type { TRTCDeviceType } from './api/constants.js';
import { ErrorCode } from './api/constants.js';
import type { Emitter } from './emitter.js';
import { deviceError, RtcError } from './errors.js';
import type { Devices } from './surroundings.js';

type Kind = MediaDeviceKind;

const types: Record<Kind, TRTCDeviceType> = {
  videoinput: 'camera',
  audioinput: 'microphone',
  audiooutput: 'speaker',
};

function mediaDevices(): MediaDevices {
  const devices = globalThis.navigator?.mediaDevices;
  if (devices) return devices;
  throw new RtcError({
    code: ErrorCode.ENV_NOT_SUPPORTED,
    extraCode: globalThis.isSecureContext === false ? 5201 : 5202,
    message: 'the browser shows no devices to this page; it must come from https or localhost',
  });
}

export const browserDevices: Devices = {
  getUserMedia: async (constraints) => mediaDevices().getUserMedia(constraints),
  getDisplayMedia: async (options) => mediaDevices().getDisplayMedia(options),
  enumerateDevices: async () => mediaDevices().enumerateDevices(),
  get sharesScreens() {
    return 'getDisplayMedia' in (globalThis.navigator?.mediaDevices ?? {});
  },
  onChange: (listener) => {
    const devices = globalThis.navigator?.mediaDevices;
    devices?.addEventListener?.('devicechange', listener);
    return () => devices?.removeEventListener?.('devicechange', listener);
  },
};

/** Labels and ids are hidden until a device was opened once, so that is done when it is allowed. */
export async function listDevices(kind: Kind, requestPermission: boolean, name: string): Promise<MediaDeviceInfo[]> {
  const known = (await browserDevices.enumerateDevices()).filter((device) => device.kind === kind);
  const hidden = known.some((device) => !device.label);
  if (!requestPermission || (!hidden && known.length > 0)) return known;
  try {
    const stream = await browserDevices.getUserMedia(kind === 'videoinput' ? { video: true } : { audio: true });
    const list = await browserDevices.enumerateDevices();
    for (const track of stream.getTracks()) track.stop();
    return list.filter((device) => device.kind === kind);
  } catch (error) {
    if ((error as Error).name === 'NotFoundError') return known;
    throw deviceError(error, name);
  }
}

export async function permissions({ request = true, types: wanted }: PermissionOption): Promise<PermissionResult> {
  const asked = wanted ?? ['camera', 'microphone'];
  const state = async (name: 'camera' | 'microphone') => (asked.includes(name) ? permissionOf(name, request) : null);
  const camera = await state('camera');
  return { camera, microphone: await state('microphone') };
}

async function permissionOf(name: 'camera' | 'microphone', request: boolean): Promise<PermissionState | null> {
  const state = await queried(name);
  if (!request || state === 'granted' || state === 'denied') return state;
  try {
    const stream = await browserDevices.getUserMedia(name === 'camera' ? { video: true } : { audio: true });
    for (const track of stream.getTracks()) track.stop();
    return 'granted';
  } catch (error) {
    return (error as Error).name === 'NotAllowedError' ? 'denied' : state;
  }
}

async function queried(name: string): Promise<PermissionState | null> {
  return (await statusOf(name))?.state ?? null;
}

/** Null where the browser does not know the name. */
async function statusOf(name: string): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: name as PermissionName });
  } catch {
    return null;
  }
}

/** Tells when the user allows or forbids devices, where the browser tells it (Chromium, Safari). */
export class PermissionWatch {
  private readonly watched: PermissionStatus[] = [];
  private stopped = false;

  constructor(private readonly emitter: Emitter) {
    void this.watch();
  }

  stop(): void {
    this.stopped = true;
    for (const status of this.watched) status.removeEventListener('change', this.changed);
  }

  private async watch(): Promise<void> {
    for (const name of ['camera', 'microphone']) {
      const status = await statusOf(name);
      if (!status || this.stopped) return;
      this.watched.push(status);
      status.addEventListener('change', this.changed);
    }
  }

  private readonly changed = () => {
    const [camera, microphone] = this.watched;
    if (!camera || !microphone) return;
    this.emitter.emit('permission-state-change', { camera: camera.state, microphone: microphone.state });
  };
}

/** Tells of devices that come and go, while it is watched. */
export class DeviceWatch {
  private known: Promise<MediaDeviceInfo[]>;
  private readonly release: () => void;

  constructor(
    private readonly devices: Devices,
    private readonly emitter: Emitter,
  ) {
    this.known = this.list();
    this.release = devices.onChange(() => void this.compare());
  }

  stop(): void {
    this.release();
  }

  private list(): Promise<MediaDeviceInfo[]> {
    return this.devices.enumerateDevices().catch(() => []);
  }

  private async compare(): Promise<void> {
    const before = await this.known;
    this.known = this.list();
    const now = await this.known;
    for (const device of missingIn(now, before)) this.tell('remove', device);
    for (const device of missingIn(before, now)) this.tell('add', device);
  }

  private tell(action: 'add' | 'remove', device: MediaDeviceInfo): void {
    this.emitter.emit('device-changed', { type: types[device.kind], action, device });
  }
}

/** Devices without an id are those the page may not see; they do not count. */
function missingIn(list: MediaDeviceInfo[], others: MediaDeviceInfo[]): MediaDeviceInfo[] {
  const keys = new Set(list.map(keyOf));
  return others.filter((device) => device.deviceId && !keys.has(keyOf(device)));
}

function keyOf({ kind, deviceId }: MediaDeviceInfo): string {
  return `${kind} ${deviceId}`;
}
