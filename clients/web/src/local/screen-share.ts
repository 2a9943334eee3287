/** The shared screen, with its sound (spec/16 §3.4). */

import type { ScreenShareConfig, UpdateScreenShareConfig } from '../api/configs.js';
import { deviceError, ExtraCode, invalidOperation, notSupported } from '../errors.js';
import { mergeConfigs, Operations } from '../operations.js';
import { VideoPlayer } from '../players/video-player.js';
import { resolveViews } from '../players/views.js';
import { resolveScreenProfile } from '../profiles.js';
import { screenShareRule } from '../rules/configs.js';
import { check } from '../rules/rule.js';
import type { Surroundings } from '../surroundings.js';
import { screenOptions } from './constraints.js';
import { localPlayerListener, requireSecurePage } from './local-events.js';
import type { Publication } from './publication.js';
import { videoSending } from './sending.js';
import type { Sound } from './sound.js';

type Option = NonNullable<ScreenShareConfig['option']>;
const input = 'screen';

interface Shared {
  video: MediaStreamTrack;
  audio: MediaStreamTrack | null;
  own: boolean;
}

export class ScreenShare {
  private readonly operations = new Operations();
  private readonly player: VideoPlayer;
  private config: ScreenShareConfig = {};
  private shared: Shared | null = null;

  constructor(
    private readonly around: Surroundings,
    private readonly publications: { main: Publication; aux: Publication },
    private readonly sound: Sound,
  ) {
    this.player = new VideoPlayer('', 'screen', around.autoplay, localPlayerListener(around.emitter, 'sub'));
  }

  get isStarted(): boolean {
    return this.operations.isStarted;
  }

  async start(config: ScreenShareConfig = {}): Promise<void> {
    const name = 'startScreenShare';
    check(config, screenShareRule, 'config', name);
    if (!config.option?.videoTrack) this.requireScreens(name);
    if (this.isStarted) throw invalidOperation(ExtraCode.REPEATED_CALL, name, 'the screen is shared already');
    await this.operations.start(name, () => this.begin({ ...config }));
  }

  async update(config: UpdateScreenShareConfig): Promise<void> {
    const name = 'updateScreenShare';
    check(config, { ...screenShareRule, required: true }, 'config', name);
    if (this.operations.isIdle) throw invalidOperation(undefined, name, 'no screen is shared');
    await this.operations.update(name, config, (merged) => this.change(merged), mergeConfigs);
  }

  async stop(): Promise<void> {
    await this.operations.stop('stopScreenShare', () => this.end());
  }

  videoTrack(): MediaStreamTrack | null {
    return this.shared?.video ?? null;
  }

  audioTrack(): MediaStreamTrack | null {
    return this.shared?.audio ?? null;
  }

  snapshot(): string {
    return this.player.snapshot();
  }

  get shown(): VideoPlayer {
    return this.player;
  }

  private requireScreens(functionName: string): void {
    requireSecurePage(functionName);
    if (this.around.devices.sharesScreens) return;
    throw notSupported(ExtraCode.NO_SCREEN_SHARE, functionName, 'this browser cannot share screens');
  }

  private get option(): Option {
    return this.config.option ?? {};
  }

  private get publication(): Publication {
    return this.config.streamType === 'main' ? this.publications.main : this.publications.aux;
  }

  private async begin(config: ScreenShareConfig): Promise<void> {
    this.config = config;
    try {
      this.shared = this.given() ?? (await this.capture());
      this.shared.video.addEventListener('ended', this.ended);
      this.announceTracks();
      await this.show();
      await this.publish();
    } catch (error) {
      await this.end().catch(() => undefined);
      throw error;
    }
  }

  private given(): Shared | null {
    const { videoTrack, audioTrack } = this.option;
    return videoTrack ? { video: videoTrack, audio: audioTrack ?? null, own: false } : null;
  }

  private async capture(): Promise<Shared> {
    try {
      const profile = resolveScreenProfile(this.option.profile);
      const stream = await this.around.devices.getDisplayMedia(screenOptions(this.option, profile));
      return await this.shareOf(stream).catch((error) => {
        for (const track of stream.getTracks()) track.stop(); // or the browser goes on capturing for nobody
        throw error;
      });
    } catch (error) {
      throw deviceError(error, 'startScreenShare');
    }
  }

  private async shareOf(stream: MediaStream): Promise<Shared> {
    const [video] = stream.getVideoTracks();
    if (!video) throw new Error('the browser gave no picture');
    await this.restrict(video);
    return { video, audio: this.option.audioTrack ?? stream.getAudioTracks()[0] ?? null, own: true };
  }

  /** Shares one element of the page alone, where the browser can. */
  private async restrict(video: MediaStreamTrack): Promise<void> {
    const element = this.option.captureElement;
    const targets = (globalThis as { CropTarget?: { fromElement(element: HTMLElement): Promise<unknown> } }).CropTarget;
    const cropping = video as MediaStreamTrack & { cropTo?(target: unknown): Promise<void> };
    if (element && targets && cropping.cropTo) await cropping.cropTo(await targets.fromElement(element));
  }

  private async change(config: UpdateScreenShareConfig): Promise<void> {
    this.config = mergeConfigs(this.config, config);
    const replacement = config.option?.videoTrack ? this.given() : null;
    if (replacement) {
      this.letGo();
      this.shared = replacement;
      replacement.video.addEventListener('ended', this.ended);
      this.announceTracks();
    } else if (config.option?.audioTrack && this.shared) {
      this.shared.audio = config.option.audioTrack;
    }
    await this.show();
    await this.publish();
  }

  /** The user pressed the browser's own stop button, or the window is gone. */
  private readonly ended = () => {
    this.stop()
      .catch((error) => this.around.log.warn('the shared screen could not be stopped', error))
      .finally(() => this.around.emitter.emit('screen-share-stopped'));
  };

  private async end(): Promise<void> {
    const sent = Promise.all([this.publication.want(null), this.sound.remove(input)]);
    this.player.stop();
    this.letGo();
    this.shared = null;
    await sent.catch((error) => this.around.log.warn('unpublishing failed', error));
  }

  private letGo(): void {
    this.shared?.video.removeEventListener('ended', this.ended);
    if (!this.shared?.own) return;
    this.shared.video.stop();
    this.shared.audio?.stop();
  }

  private announceTracks(): void {
    for (const track of [this.shared?.video, this.shared?.audio]) {
      if (track) this.around.emitter.emit('track', { userId: '', streamType: 'sub', track, sourceTrack: track });
    }
  }

  private async show(): Promise<void> {
    await this.player.setTrack(this.shared?.video ?? null);
    const fillMode = this.option.fillMode ?? 'contain';
    await this.player.show({ views: resolveViews(this.config.view), fillMode, mirror: false });
  }

  private async publish(): Promise<void> {
    const shared = this.shared as Shared;
    const publish = this.config.publish !== false;
    await this.sendSound(shared, publish);
    if (!publish) return this.publication.want(null);
    const profile = resolveScreenProfile(this.option.profile);
    const preference = this.option.qosPreference ?? 'clear';
    await this.publication.want(videoSending(shared.video, false, profile, preference));
  }

  private async sendSound(shared: Shared, publish: boolean): Promise<void> {
    const muted = this.config.muteSystemAudio === true;
    if (shared.audio) shared.audio.enabled = !muted;
    if (shared.audio) await this.sound.set(input, { track: shared.audio, gain: 1, muted, publish });
  }
}
