/** What the three kinds of local media tell in the same way. */

import type { TRTCDeviceType, TRTCStreamType } from '../api/constants.js';
import type { Emitter } from '../emitter.js';
import { ExtraCode, notSupported } from '../errors.js';
import type { VideoPlayerListener } from '../players/video-player.js';
import type { Surroundings } from '../surroundings.js';

/** @throws RtcError ENV_NOT_SUPPORTED where browsers hide devices: on pages that are not secure */
export function requireSecurePage(functionName: string): void {
  if (globalThis.isSecureContext !== false) return;
  throw notSupported(ExtraCode.NOT_HTTPS, functionName, 'devices are there only on pages from https or localhost');
}

export function localPlayerListener(emitter: Emitter, streamType: TRTCStreamType): VideoPlayerListener {
  return {
    playState: (state, reason) => emitter.emit('video-play-state-changed', { userId: '', streamType, state, reason }),
    firstFrame: (width, height) => emitter.emit('first-video-frame', { userId: '', streamType, width, height }),
    resized: (newWidth, newHeight) =>
      emitter.emit('video-size-changed', { userId: '', streamType, newWidth, newHeight }),
  };
}

/** Tells which device is in use now. */
export async function announceActive(
  { devices, emitter }: Surroundings,
  type: TRTCDeviceType,
  track: MediaStreamTrack,
): Promise<void> {
  const deviceId = track.getSettings?.().deviceId;
  if (!deviceId) return;
  const known = await devices.enumerateDevices().catch(() => []);
  const kind = type === 'camera' ? 'videoinput' : 'audioinput';
  const device = known.find((one) => one.deviceId === deviceId && one.kind === kind);
  if (device) emitter.emit('device-changed', { type, action: 'active', device });
}
