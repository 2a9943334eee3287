/** The microphone (spec/16 §3.2). */

import type { LocalAudioConfig, UpdateLocalAudioConfig } from '../api/configs.js';
import { ErrorCode } from '../api/constants.js';
import { ExtraCode, invalidOperation, RtcError } from '../errors.js';
import { mergeConfigs, Operations } from '../operations.js';
import { localAudioRule } from '../rules/configs.js';
import { check } from '../rules/rule.js';
import type { Surroundings } from '../surroundings.js';
import { Capture, type CaptureListener, type OpenDevice } from './capture.js';
import { microphoneConstraints } from './constraints.js';
import { EarMonitor } from './ear-monitor.js';
import { announceActive, requireSecurePage } from './local-events.js';
import type { Sound } from './sound.js';

type Option = NonNullable<LocalAudioConfig['option']>;
const input = 'microphone';

export class LocalAudio {
  private readonly operations = new Operations();
  private readonly earMonitor = new EarMonitor();
  private config: LocalAudioConfig = {};
  private capture: Capture | null = null;
  /** Hears on while the sound that is sent is switched off. */
  private listening: MediaStreamTrack | null = null;

  constructor(
    private readonly around: Surroundings,
    private readonly sound: Sound,
  ) {}

  get isStarted(): boolean {
    return this.operations.isStarted;
  }

  async start(config: LocalAudioConfig = {}): Promise<void> {
    const name = 'startLocalAudio';
    check(config, localAudioRule, 'config', name);
    if (!config.option?.audioTrack) requireSecurePage(name);
    if (this.isStarted) throw invalidOperation(ExtraCode.REPEATED_CALL, name, 'the microphone is started already');
    await this.operations.start(name, () => this.begin({ ...config }));
  }

  async update(config: UpdateLocalAudioConfig): Promise<void> {
    const name = 'updateLocalAudio';
    check(config, { ...localAudioRule, required: true }, 'config', name);
    if (this.operations.isIdle) {
      throw invalidOperation(ExtraCode.MICROPHONE_NOT_STARTED, name, 'the microphone is not started');
    }
    await this.operations.update(name, config, (merged) => this.change(merged), mergeConfigs);
  }

  async stop(): Promise<void> {
    await this.operations.stop('stopLocalAudio', () => this.end());
  }

  track(processed: boolean): MediaStreamTrack | null {
    if (!this.capture) return null;
    return processed ? (this.sound.output() ?? this.capture.track) : this.capture.track;
  }

  /** What the volume is measured of; null when muted without being asked to listen on. */
  heard(): MediaStreamTrack | null {
    if (!this.capture) return null;
    return this.isMuted() ? this.listening : this.capture.track;
  }

  private get option(): Option {
    return this.config.option ?? {};
  }

  private isMuted(): boolean {
    return Boolean(this.config.mute);
  }

  private async begin(config: LocalAudioConfig): Promise<void> {
    this.config = config;
    this.sound.profile = config.option?.profile;
    try {
      this.capture = await this.open('startLocalAudio');
      await this.arrange();
    } catch (error) {
      await this.end().catch(() => undefined);
      throw error;
    }
  }

  private async change(config: UpdateLocalAudioConfig): Promise<void> {
    const before = this.config;
    this.config = mergeConfigs(this.config, config);
    const option = config.option ?? {};
    if (option.microphoneId !== undefined && !option.audioTrack) delete this.config.option?.audioTrack;
    if (this.needsOtherCapture(before, option)) await this.recapture();
    await this.arrange();
  }

  private needsOtherCapture(before: LocalAudioConfig, given: Option): boolean {
    const old = before.option ?? {};
    if (this.config.mute === 'microphone') return false;
    if (before.mute === 'microphone') return true;
    if (given.audioTrack !== undefined) return given.audioTrack !== old.audioTrack;
    if (given.microphoneId !== undefined) return given.microphoneId !== old.microphoneId || Boolean(old.audioTrack);
    const processing = ['echoCancellation', 'autoGainControl', 'noiseSuppression'] as const;
    return processing.some((name) => given[name] !== undefined && given[name] !== old[name]);
  }

  private async recapture(): Promise<void> {
    const old = this.capture;
    this.capture = await this.open('updateLocalAudio');
    old?.stop();
  }

  private async end(): Promise<void> {
    const sent = this.sound.remove(input).catch((error) => this.around.log.warn('unpublishing failed', error));
    this.earMonitor.stop();
    this.listenOn(false);
    this.capture?.stop();
    this.capture = null;
    this.announced = null;
    await sent;
  }

  private async open(functionName: string): Promise<Capture> {
    const given = this.option.audioTrack;
    if (given) return Capture.given(given);
    const capture = await Capture.open(this.openMicrophone, this.captureListener, functionName);
    await announceActive(this.around, 'microphone', capture.track);
    return capture;
  }

  private readonly openMicrophone: OpenDevice = async (anyDevice) => {
    const constraints = microphoneConstraints(this.option, anyDevice);
    const [track] = (await this.around.devices.getUserMedia(constraints)).getAudioTracks();
    if (!track) throw new Error('the browser gave no sound');
    return track;
  };

  private readonly captureListener: CaptureListener = {
    replaced: (track) => {
      void announceActive(this.around, 'microphone', track);
      this.operations
        .update('recapture', undefined, () => this.arrange())
        .catch((error) => this.around.log.warn('the microphone came back, but could not be sent', error));
    },
    lost: (origin) => this.around.emitter.emit('error', lostError(origin)),
  };

  /** Brings what is captured, sent and heard in line with the configuration. */
  private async arrange(): Promise<void> {
    const capture = this.capture as Capture;
    const { mute, publish = true } = this.config;
    capture.track.enabled = !mute;
    this.listenOn(Boolean(mute) && mute !== 'microphone' && this.config.muteKeepVolumeDetection === true);
    this.earMonitor.set(capture.track, this.option.earMonitorVolume ?? 0);
    const gain = (this.option.captureVolume ?? 100) / 100;
    await this.sound.set(input, { track: capture.track, gain, muted: Boolean(mute), publish });
    this.announceTrack();
    if (mute === 'microphone') capture.stop();
  }

  private listenOn(wanted: boolean): void {
    this.listening?.stop();
    this.listening = wanted ? (this.capture?.track.clone() ?? null) : null;
    if (this.listening) this.listening.enabled = true;
  }

  private announced: MediaStreamTrack | null = null;

  private announceTrack(): void {
    const track = this.track(true);
    if (!track || !this.capture || this.announced === track) return;
    this.announced = track;
    this.around.emitter.emit('track', { userId: '', streamType: 'main', track, sourceTrack: this.capture.track });
  }
}

function lostError(origin: unknown): RtcError {
  return new RtcError({
    code: ErrorCode.DEVICE_ERROR,
    extraCode: ExtraCode.MICROPHONE_LOST,
    functionName: 'startLocalAudio',
    message: 'the microphone is lost and could not be opened again',
    originError: origin instanceof Error ? origin : undefined,
  });
}
