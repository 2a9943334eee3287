/** The camera: captured, shown and sent (spec/16 §3.3). */

import type { LocalVideoConfig } from '../api/configs.js';
import { ErrorCode } from '../api/constants.js';
import { ExtraCode, invalidOperation, RtcError } from '../errors.js';
import { mergeConfigs, Operations } from '../operations.js';
import { VideoPlayer } from '../players/video-player.js';
import { resolveViews } from '../players/views.js';
import { resolveVideoProfile } from '../profiles.js';
import { localVideoRule } from '../rules/configs.js';
import { check } from '../rules/rule.js';
import type { Surroundings } from '../surroundings.js';
import { Capture, type CaptureListener, type OpenDevice } from './capture.js';
import { cameraConstraints } from './constraints.js';
import { announceActive, localPlayerListener, requireSecurePage } from './local-events.js';
import { Drawing, stillTrack, turnedTrack } from './picture.js';
import type { Publication } from './publication.js';
import { smallPicture, videoSending } from './sending.js';

type Option = NonNullable<LocalVideoConfig['option']>;

export class LocalVideo {
  private readonly operations = new Operations();
  private readonly player: VideoPlayer;
  private config: LocalVideoConfig = {};
  private capture: Capture | null = null;
  private readonly turned = new Drawing();
  private readonly still = new Drawing();

  constructor(
    private readonly around: Surroundings,
    private readonly publication: Publication,
  ) {
    this.player = new VideoPlayer('', 'video', around.autoplay, localPlayerListener(around.emitter, 'main'));
  }

  get isStarted(): boolean {
    return this.operations.isStarted;
  }

  async start(config: LocalVideoConfig = {}): Promise<void> {
    const name = 'startLocalVideo';
    check(config, localVideoRule, 'config', name);
    if (!config.option?.videoTrack) requireSecurePage(name);
    if (this.isStarted) throw invalidOperation(ExtraCode.REPEATED_CALL, name, 'the camera is started already');
    await this.operations.start(name, () => this.begin({ ...config }));
  }

  async update(config: LocalVideoConfig): Promise<void> {
    const name = 'updateLocalVideo';
    check(config, { ...localVideoRule, required: true }, 'config', name);
    if (this.operations.isIdle) {
      throw invalidOperation(ExtraCode.CAMERA_NOT_STARTED, name, 'the camera is not started');
    }
    await this.operations.update(name, config, (merged) => this.change(merged), mergeConfigs);
  }

  async stop(): Promise<void> {
    await this.operations.stop('stopLocalVideo', () => this.end());
  }

  track(processed: boolean): MediaStreamTrack | null {
    return (processed ? this.sentTrack() : this.capture?.track) ?? null;
  }

  snapshot(): string {
    return this.player.snapshot();
  }

  /** The player, for calls about what is shown. */
  get shown(): VideoPlayer {
    return this.player;
  }

  private get option(): Option {
    return this.config.option ?? {};
  }

  private async begin(config: LocalVideoConfig): Promise<void> {
    this.config = config;
    try {
      this.capture = await this.open('startLocalVideo');
      await this.arrange();
      await this.show();
      await this.publish();
    } catch (error) {
      await this.end().catch(() => undefined);
      throw error;
    }
  }

  private async change(config: LocalVideoConfig): Promise<void> {
    const before = this.option;
    this.config = mergeConfigs(this.config, config);
    const option = config.option ?? {};
    if (option.cameraId !== undefined || option.useFrontCamera !== undefined)
      this.config.option = exchange(this.option, option);
    if (needsOtherCapture(before, option)) await this.recapture();
    else if (option.profile !== undefined) await this.reshape();
    await this.arrange();
    await this.show();
    await this.publish();
  }

  private async end(): Promise<void> {
    const sent = this.publication.want(null).catch((error) => this.around.log.warn('unpublishing failed', error));
    this.player.stop();
    this.turned.stop();
    this.still.stop();
    this.capture?.stop();
    this.capture = null;
    this.announced = null;
    await sent;
  }

  private async open(functionName: string): Promise<Capture> {
    const given = this.option.videoTrack;
    if (given) return Capture.given(given);
    const capture = await Capture.open(this.openCamera, this.captureListener, functionName);
    await announceActive(this.around, 'camera', capture.track);
    return capture;
  }

  private readonly openCamera: OpenDevice = async (anyDevice) => {
    const constraints = cameraConstraints(this.option, resolveVideoProfile(this.option.profile), anyDevice);
    const [track] = (await this.around.devices.getUserMedia(constraints)).getVideoTracks();
    if (!track) throw new Error('the browser gave no picture');
    return track;
  };

  private readonly captureListener: CaptureListener = {
    replaced: (track) => {
      void announceActive(this.around, 'camera', track);
      this.operations
        .update('recapture', undefined, () => this.refresh())
        .catch((error) => this.around.log.warn('the camera came back, but could not be sent', error));
    },
    lost: (origin) => this.around.emitter.emit('error', lostError(origin)),
  };

  private async refresh(): Promise<void> {
    await this.arrange();
    await this.show();
    await this.publish();
  }

  /** Phones have one camera at a time, so the second try lets go of the first. */
  private async recapture(): Promise<void> {
    const old = this.capture;
    try {
      this.capture = await this.open('updateLocalVideo');
    } catch (error) {
      if ((error as RtcError).extraCode !== 5303) throw error;
      old?.stop();
      this.capture = await this.open('updateLocalVideo');
    }
    old?.stop();
  }

  private async reshape(): Promise<void> {
    if (!this.capture?.isOwn) return;
    const { width, height, frameRate } = resolveVideoProfile(this.option.profile);
    const wanted = { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: frameRate } };
    await this.capture.track.applyConstraints(wanted).catch((error) => this.around.log.warn('profile', error));
  }

  /** Makes what is drawn before it is sent, and keeps what still fits. */
  private async arrange(): Promise<void> {
    const { mute } = this.config;
    const capture = this.capture as Capture;
    const { frameRate, width, height } = resolveVideoProfile(this.option.profile);
    const turning = { mirror: this.mirrors('publish'), rotation: this.option.rotation ?? 0 } as const;
    const isTurned = turning.mirror || turning.rotation !== 0;
    await this.turned.use(isTurned ? [capture.track, turning.mirror, turning.rotation, frameRate] : null, () =>
      turnedTrack(capture.track, turning, frameRate),
    );
    await this.still.use(typeof mute === 'string' ? [mute, width, height] : null, () =>
      stillTrack(mute as string, width, height),
    );
    if (capture.isOwn || mute !== undefined) capture.track.enabled = mute !== true;
    this.announceTrack();
  }

  private announced: MediaStreamTrack | null = null;

  private announceTrack(): void {
    const track = this.sentTrack();
    if (!track || !this.capture || this.announced === track) return;
    this.announced = track;
    this.around.emitter.emit('track', { userId: '', streamType: 'main', track, sourceTrack: this.capture.track });
  }

  private sentTrack(): MediaStreamTrack | undefined {
    return this.still.track ?? this.turned.track ?? this.capture?.track;
  }

  private mirrors(where: 'view' | 'publish'): boolean {
    const mirror = this.option.mirror ?? 'view';
    return mirror === where || mirror === 'both' || (mirror === true && where === 'view');
  }

  private async show(): Promise<void> {
    const rotated = (this.option.rotation ?? 0) !== 0 && !this.still.track;
    const track = this.still.track ?? (rotated ? this.turned.track : this.capture?.track) ?? null;
    const drawnMirrored = rotated && this.mirrors('publish');
    const mirror = !this.still.track && this.mirrors('view') !== drawnMirrored;
    const fillMode = this.option.fillMode ?? 'cover';
    await this.player.setTrack(track);
    await this.player.show({ views: resolveViews(this.config.view), fillMode, mirror });
  }

  private async publish(): Promise<void> {
    const track = this.sentTrack();
    if (!track || this.config.publish === false) return this.publication.want(null);
    const profile = resolveVideoProfile(this.option.profile);
    const small = smallPicture(this.option.small, profile, this.around.log);
    const preference = this.option.qosPreference ?? 'smooth';
    await this.publication.want(videoSending(track, this.config.mute === true, profile, preference, small));
  }
}

/** A device that is asked for takes the place of whatever was captured before. */
function exchange(merged: Option, given: Option): Option {
  const { videoTrack, cameraId, useFrontCamera, ...rest } = merged;
  const device = given.cameraId !== undefined ? { cameraId } : { useFrontCamera };
  return given.videoTrack ? merged : { ...rest, ...device };
}

function needsOtherCapture(before: Option, given: Option): boolean {
  if (given.videoTrack !== undefined) return given.videoTrack !== before.videoTrack;
  if (given.cameraId !== undefined) return given.cameraId !== before.cameraId || before.videoTrack !== undefined;
  return given.useFrontCamera !== undefined && given.useFrontCamera !== before.useFrontCamera;
}

function lostError(origin: unknown): RtcError {
  return new RtcError({
    code: ErrorCode.DEVICE_ERROR,
    extraCode: ExtraCode.CAMERA_LOST,
    functionName: 'startLocalVideo',
    message: 'the camera is lost and could not be opened again',
    originError: origin instanceof Error ? origin : undefined,
  });
}
