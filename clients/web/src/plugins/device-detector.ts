/** Walks a user through devices and network. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../plugin/plugin.js';

export interface DeviceDetectorOptions {
  networkDetect?: {
    sdkAppId: number;
    roomId?: number;
    userId: string;
    userSig: string;
    downlinkUserId?: string;
    downlinkUserSig?: string;
  };
  cameraDetect?: { mirror?: boolean };
  allowSkip?: boolean;
  language?: 'auto' | 'zh' | 'en';
}

export interface DeviceDetectorResult {
  camera: { isSuccess: boolean; device: MediaDeviceInfo };
  microphone: { isSuccess: boolean; device: MediaDeviceInfo };
  speaker: { isSuccess: boolean; device: MediaDeviceInfo };
  network: { isSuccess: boolean; result: { quality: number; rtt: number } };
}

export class DeviceDetector extends UnsupportedPlugin {
  static readonly Name: string = 'DeviceDetector';

  start(_options: DeviceDetectorOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export default DeviceDetector;
