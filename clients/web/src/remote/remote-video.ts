/** One picture of one other user, camera or screen: subscribed and shown (spec/16 §3.5). */

import type { RemoteVideoConfig } from '../api/configs.js';
import type { TRTCStreamType } from '../api/constants.js';
import { aborted, invalidOperation } from '../errors.js';
import { mergeConfigs, Operations } from '../operations.js';
import { VideoPlayer } from '../players/video-player.js';
import { resolveViews } from '../players/views.js';
import type { Layer, RoomSession } from '../session.js';
import type { Surroundings } from '../surroundings.js';
import { Visibility } from './visibility.js';

type Option = NonNullable<RemoteVideoConfig['option']>;

export class RemoteVideo {
  private readonly operations = new Operations();
  private readonly player: VideoPlayer;
  private readonly visibility = new Visibility((visible) => void this.seen(visible));
  private config: RemoteVideoConfig;
  private wantedLayer: Layer = 'big';
  private subscribedLayer: Layer | null = null;
  private received: MediaStreamTrack | null = null;
  private closed = false;
  private last: Promise<void> = Promise.resolve();

  constructor(
    readonly userId: string,
    readonly streamType: TRTCStreamType,
    private readonly around: Surroundings,
    private readonly session: RoomSession,
  ) {
    this.config = { userId, streamType };
    const { emitter, autoplay } = around;
    const of = { userId, streamType };
    this.player = new VideoPlayer(userId, streamType === 'sub' ? 'screen' : 'video', autoplay, {
      playState: (state, reason) => emitter.emit('video-play-state-changed', { ...of, state, reason }),
      firstFrame: (width, height) => emitter.emit('first-video-frame', { ...of, width, height }),
      resized: (newWidth, newHeight) => emitter.emit('video-size-changed', { ...of, newWidth, newHeight }),
      pictureInPicture: (isPictureInPicture, pictureInPictureWindow) =>
        emitter.emit('picture-in-picture-state-changed', { ...of, isPictureInPicture, pictureInPictureWindow }),
      fullScreen: (isFullScreen) => emitter.emit('full-screen-state-changed', { ...of, isFullScreen }),
    });
  }

  get track(): MediaStreamTrack | null {
    return this.subscribedLayer ? this.received : null;
  }

  get isStarted(): boolean {
    return this.operations.isStarted;
  }

  /** The player, for calls about what is shown. */
  get shown(): VideoPlayer {
    return this.player;
  }

  get layer(): Layer | null {
    return this.subscribedLayer;
  }

  start(config: RemoteVideoConfig): Promise<void> {
    return this.operations.start('startRemoteVideo', () => this.begin(config));
  }

  update(config: RemoteVideoConfig): Promise<void> {
    return this.operations.update('updateRemoteVideo', config, (merged) => this.change(merged), mergeConfigs);
  }

  stop(): Promise<void> {
    return this.operations.stop('stopRemoteVideo', () => this.end());
  }

  /** Receives without showing: `autoReceiveVideo`. */
  async receive(): Promise<void> {
    await this.subscribe();
  }

  accept(track: MediaStreamTrack): void {
    if (this.received === track) return;
    this.received = track;
    const { userId, streamType } = this;
    this.around.emitter.emit('track', { userId, streamType, track, sourceTrack: track });
    if (!this.isIdle) void this.player.setTrack(track);
  }

  /** The picture is gone for good: nothing is told to the server, which knows. */
  close(): void {
    this.closed = true;
    this.operations.ended();
    this.visibility.stop();
    this.player.stop();
    this.subscribedLayer = null;
  }

  async switchLayer(layer: Layer): Promise<void> {
    this.wantedLayer = layer;
    if (this.subscribedLayer) await this.subscribe();
  }

  private get isIdle(): boolean {
    return this.operations.isIdle;
  }

  private async begin(config: RemoteVideoConfig): Promise<void> {
    this.config = { ...config };
    try {
      await this.apply();
    } catch (error) {
      this.player.stop();
      this.visibility.stop();
      throw this.closed ? aborted('startRemoteVideo', 'the user or the room is gone') : error;
    }
  }

  private async change(config: RemoteVideoConfig): Promise<void> {
    this.config = mergeConfigs(this.config, config);
    await this.apply();
    const option = config.option ?? {};
    if (option.pictureInPicture !== undefined) await this.pictureInPicture(option.pictureInPicture);
    if (option.fullScreen !== undefined) await this.fullScreen(option.fullScreen);
  }

  private async end(): Promise<void> {
    this.visibility.stop();
    this.player.stop();
    await this.unsubscribe().finally(() => {
      this.received = null;
    });
  }

  private async apply(): Promise<void> {
    const option: Option = this.config.option ?? {};
    const views = resolveViews(this.config.view);
    this.wantedLayer = option.small && this.streamType === 'main' ? 'small' : 'big';
    const { fillMode = this.streamType === 'sub' ? 'contain' : 'cover', mirror = false, poster } = option;
    await this.subscribe();
    await this.player.setTrack(this.received);
    await this.player.show({ views, fillMode, mirror, ...(poster ? { poster } : {}) });
    if (option.receiveWhenViewVisible) this.visibility.watch(views, option.viewRoot);
    else this.visibility.stop();
  }

  private get source(): 'main' | 'aux' {
    return this.streamType === 'sub' ? 'aux' : 'main';
  }

  private subscribe(): Promise<void> {
    return this.inTurn(() => this.subscribeNow());
  }

  private unsubscribe(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.subscribedLayer) return;
      this.subscribedLayer = null;
      await this.session.unsubscribe(this.userId, this.source);
    });
  }

  /** What ends while it is still being asked for would go on otherwise, unseen and counted. */
  private inTurn(action: () => Promise<void>): Promise<void> {
    const turn = this.last.then(action);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async subscribeNow(): Promise<void> {
    if (this.subscribedLayer === this.wantedLayer) return;
    const layer = this.wantedLayer;
    const track = await this.session.subscribe(this.userId, this.source, layer);
    if (this.closed) throw aborted('startRemoteVideo', 'the user or the room is gone');
    this.subscribedLayer = layer;
    this.accept(track);
  }

  /** What nobody sees is not received. */
  private async seen(visible: boolean): Promise<void> {
    try {
      await (visible ? this.subscribe() : this.unsubscribe());
    } catch (error) {
      this.around.log.warn(`the picture of ${this.userId} could not be switched`, error);
    }
  }

  async pictureInPicture(enable: boolean): Promise<void> {
    if (!enable) {
      if (document.pictureInPictureElement === this.player.element) await document.exitPictureInPicture();
      return;
    }
    await this.playingElement('pictureInPicture').requestPictureInPicture();
  }

  async fullScreen(enable: boolean): Promise<void> {
    if (!enable) {
      if (document.fullscreenElement === this.player.element) await document.exitFullscreen();
      return;
    }
    await this.playingElement('fullScreen').requestFullscreen();
  }

  private playingElement(what: string): HTMLVideoElement {
    const element = this.player.element;
    if (element && this.player.isPlaying) return element;
    throw invalidOperation(undefined, 'updateRemoteVideo', `${what} needs a picture that is playing`);
  }
}
