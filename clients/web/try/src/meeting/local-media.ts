import TRTC, { type RtcError } from 'parley-rtc-web';
import type { Devices, State } from '../state.js';
import type { Store } from '../store.js';
import { deviceProblem, isCancelled } from '../words.js';
import type { Notices } from './notices.js';

/** What is sent when somebody's tile is small on the other side. */
const SMALL = { width: 320, height: 180, frameRate: 15, bitrate: 150 };

const CAMERA_LOST = 5308;

/** Own microphone, camera and screen. Before a room is entered they are only looked at and tried. */
export class LocalMedia {
  private preview: HTMLElement | null = null;
  private started = false;

  constructor(
    private readonly trtc: TRTC,
    private readonly state: Store<State>,
    private readonly notices: Notices,
  ) {}

  /** Where the own picture is shown; moves with the page. */
  showAt(view: HTMLElement): void {
    this.place(view);
  }

  /** The place goes away; by then another may be there already. */
  hideAt(view: HTMLElement): void {
    if (this.preview === view) this.place(null);
  }

  private place(view: HTMLElement | null): void {
    if (view === this.preview) return;
    this.preview = view;
    if (this.state.current.camera === 'on') void this.trtc.updateLocalVideo({ view }).catch(() => undefined);
  }

  async toggleMicrophone(): Promise<void> {
    await this.setMicrophone(this.state.current.microphone !== 'on');
  }

  /** Muting keeps the microphone open, so that the first word after it is heard. */
  async setMicrophone(on: boolean): Promise<void> {
    const { microphone, devices } = this.state.current;
    if (microphone === 'busy' || (microphone === 'on') === on) return;
    this.state.patch({ microphone: 'busy' });
    try {
      if (this.started) {
        await this.trtc.updateLocalAudio({ mute: !on });
      } else {
        await this.trtc.startLocalAudio({ option: { microphoneId: devices.microphone || undefined } });
        this.started = true;
      }
      this.state.patch({ microphone: on ? 'on' : 'off' });
      void this.listDevices();
    } catch (error) {
      this.state.patch({ microphone: 'off' });
      this.notices.warn(deviceProblem(error, 'microphone'));
    }
  }

  async toggleCamera(): Promise<void> {
    await this.setCamera(this.state.current.camera !== 'on');
  }

  /** Closed cameras are let go of, so that their light goes out. */
  async setCamera(on: boolean): Promise<void> {
    const { camera, devices } = this.state.current;
    if (camera === 'busy' || (camera === 'on') === on) return;
    this.state.patch({ camera: 'busy' });
    try {
      if (on) {
        const { profile } = devices;
        const option = { cameraId: devices.camera || undefined, profile, small: SMALL, fillMode: 'cover' as const };
        const before = this.preview;
        await this.trtc.startLocalVideo({ view: before, option });
        if (this.preview !== before) await this.trtc.updateLocalVideo({ view: this.preview });
      } else {
        await this.trtc.stopLocalVideo();
      }
      this.state.patch({ camera: on ? 'on' : 'off' });
      if (on) void this.listDevices();
    } catch (error) {
      this.state.patch({ camera: 'off' });
      this.notices.warn(deviceProblem(error, 'camera'));
    }
  }

  async toggleScreen(): Promise<void> {
    const { screen } = this.state.current;
    if (screen === 'busy') return;
    const on = screen === 'off';
    this.state.patch({ screen: 'busy' });
    try {
      if (on) await this.trtc.startScreenShare({ option: { profile: '1080p', systemAudio: true } });
      else await this.trtc.stopScreenShare();
      this.state.patch({ screen: on ? 'on' : 'off' });
      this.notices.say(on ? 'You share your screen' : 'You no longer share your screen');
    } catch (error) {
      this.state.patch({ screen: 'off' });
      if (!isCancelled(error, 'screen')) this.notices.warn(deviceProblem(error, 'screen'));
    }
  }

  /** The bar of the browser ended it. */
  screenStopped(): void {
    this.state.patch({ screen: 'off' });
    this.notices.say('You no longer share your screen');
  }

  /** A device is gone and no other took its place: one stays in the room without it. */
  deviceLost(error: RtcError): void {
    const camera = error.extraCode === CAMERA_LOST;
    if (camera) {
      void this.trtc.stopLocalVideo().catch(() => undefined);
      this.state.patch({ camera: 'off' });
    } else {
      void this.trtc.stopLocalAudio().catch(() => undefined);
      this.started = false;
      this.state.patch({ microphone: 'off' });
    }
    this.notices.warn(deviceProblem(error, camera ? 'camera' : 'microphone'));
  }

  /** Everything closed, as the audience has it. */
  async closeAll(): Promise<void> {
    const { camera, screen } = this.state.current;
    if (screen !== 'off') await this.trtc.stopScreenShare().catch(() => undefined);
    if (camera !== 'off') await this.trtc.stopLocalVideo().catch(() => undefined);
    if (this.started) await this.trtc.stopLocalAudio().catch(() => undefined);
    this.started = false;
    this.state.patch({ screen: 'off', camera: 'off', microphone: 'off' });
  }

  async choose(change: Partial<Devices>): Promise<void> {
    const { devices, camera } = this.state.current;
    this.state.patch({ devices: { ...devices, ...change } });
    try {
      if (change.microphone !== undefined && this.started) {
        await this.trtc.updateLocalAudio({ option: { microphoneId: change.microphone } });
      }
      if ((change.camera !== undefined || change.profile) && camera === 'on') {
        await this.trtc.updateLocalVideo({ option: { cameraId: change.camera, profile: change.profile } });
      }
      if (change.speaker !== undefined) await TRTC.setCurrentSpeaker(change.speaker);
    } catch (error) {
      this.notices.warn(deviceProblem(error, change.microphone === undefined ? 'camera' : 'microphone'));
    }
  }

  /** The client says what it uses, also when it had to choose by itself. */
  nowUsed(type: 'camera' | 'microphone' | 'speaker', deviceId: string): void {
    this.state.patch({ devices: { ...this.state.current.devices, [type]: deviceId } });
  }

  /** Without asking for permission: the names come with the first device that is opened. */
  async listDevices(): Promise<void> {
    const quietly = (list: Promise<MediaDeviceInfo[]>) => list.catch(() => []);
    const [cameras, microphones, speakers] = await Promise.all([
      quietly(TRTC.getCameraList(false)),
      quietly(TRTC.getMicrophoneList(false)),
      quietly(TRTC.getSpeakerList(false)),
    ]);
    this.state.patch({ devices: { ...this.state.current.devices, cameras, microphones, speakers } });
  }
}
