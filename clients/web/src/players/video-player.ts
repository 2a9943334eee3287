/** Shows one track in any number of views, each with a video element of its own. */

import type { FillMode } from '../api/configs.js';
import type { MediaType } from '../api/events.js';
import type { Autoplay } from './autoplay.js';
import { PlayState, type PlayStateListener } from './play-state.js';

export interface Picture {
  views: HTMLElement[];
  fillMode: FillMode;
  mirror: boolean;
  poster?: string;
}

export interface VideoPlayerListener {
  playState: PlayStateListener;
  /** The first frame of a track is shown. */
  firstFrame: (width: number, height: number) => void;
  resized: (width: number, height: number) => void;
  pictureInPicture?: (active: boolean, pictureWindow?: PictureInPictureWindow) => void;
  fullScreen?: (active: boolean) => void;
}

export class VideoPlayer {
  private readonly elements = new Map<HTMLElement, HTMLVideoElement>();
  private readonly playState: PlayState;
  private picture: Picture = { views: [], fillMode: 'cover', mirror: false };
  private track: MediaStreamTrack | null = null;
  private size = { width: 0, height: 0 };

  constructor(
    private readonly userId: string,
    private readonly mediaType: MediaType,
    private readonly autoplay: Autoplay,
    private readonly listener: VideoPlayerListener,
  ) {
    this.playState = new PlayState(listener.playState);
  }

  get isPlaying(): boolean {
    return this.playState.isPlaying;
  }

  /** The element of the first view. */
  get element(): HTMLVideoElement | null {
    return this.elements.values().next().value ?? null;
  }

  async show(picture: Picture): Promise<void> {
    this.picture = picture;
    for (const [view, element] of this.elements) {
      if (!picture.views.includes(view)) this.remove(view, element);
    }
    for (const view of picture.views) {
      if (!this.elements.has(view)) this.add(view);
    }
    for (const element of this.elements.values()) this.style(element);
    await this.start();
  }

  async setTrack(track: MediaStreamTrack | null): Promise<void> {
    if (this.track === track) return;
    this.track = track;
    this.size = { width: 0, height: 0 };
    await this.start();
  }

  pause(): void {
    for (const element of this.elements.values()) element.pause();
  }

  async resume(): Promise<void> {
    try {
      await Promise.all([...this.elements.values()].map((element) => element.play()));
      this.autoplay.settled(this);
    } catch (error) {
      if ((error as Error).name !== 'NotAllowedError') return;
      this.autoplay.refused(this, this.userId, this.mediaType, () => this.resume());
    }
  }

  stop(): void {
    this.autoplay.settled(this);
    this.playState.stop();
    for (const [view, element] of this.elements) this.remove(view, element);
    this.track = null;
  }

  /** The picture as it is shown now, as a data address; `''` when nothing is shown. */
  snapshot(): string {
    const element = this.element;
    if (!element?.videoWidth || !this.track) return '';
    const canvas = document.createElement('canvas');
    canvas.width = element.videoWidth;
    canvas.height = element.videoHeight;
    canvas.getContext('2d')?.drawImage(element, 0, 0);
    return canvas.toDataURL('image/png');
  }

  private async start(): Promise<void> {
    const track = this.track;
    const first = this.element;
    if (!track || !first) {
      this.playState.stop();
      return;
    }
    this.playState.watch(first, track);
    const fresh = [...this.elements.values()].filter((element) => shownTrack(element) !== track);
    for (const element of fresh) element.srcObject = new MediaStream([track]);
    if (fresh.length > 0) await this.resume();
  }

  private add(view: HTMLElement): void {
    const element = document.createElement('video');
    element.autoplay = true;
    element.muted = true;
    element.playsInline = true;
    element.setAttribute('playsinline', '');
    element.addEventListener('loadeddata', this.sized);
    element.addEventListener('resize', this.sized);
    element.addEventListener('enterpictureinpicture', this.pictureInPictureEntered);
    element.addEventListener('leavepictureinpicture', this.pictureInPictureLeft);
    element.addEventListener('fullscreenchange', this.fullScreenChanged);
    this.elements.set(view, element);
    view.append(element);
  }

  private remove(view: HTMLElement, element: HTMLVideoElement): void {
    this.elements.delete(view);
    element.srcObject = null;
    element.remove();
  }

  private style(element: HTMLVideoElement): void {
    const { fillMode, mirror, poster } = this.picture;
    const turned = mirror ? ';transform:rotateY(180deg)' : '';
    element.style.cssText = `width:100%;height:100%;object-fit:${fillMode};display:block${turned}`;
    if (poster) element.poster = poster;
  }

  private readonly sized = (event: Event) => {
    const element = event.target as HTMLVideoElement;
    const { videoWidth: width, videoHeight: height } = element;
    if (element !== this.element || !width || !height) return;
    const before = this.size;
    if (before.width === width && before.height === height) return;
    this.size = { width, height };
    if (before.width === 0) this.listener.firstFrame(width, height);
    this.listener.resized(width, height);
  };

  private readonly pictureInPictureEntered = (event: Event) => {
    const shown = (event as Event & { pictureInPictureWindow?: PictureInPictureWindow }).pictureInPictureWindow;
    this.listener.pictureInPicture?.(true, shown);
  };

  private readonly pictureInPictureLeft = () => this.listener.pictureInPicture?.(false);

  private readonly fullScreenChanged = (event: Event) => {
    this.listener.fullScreen?.(document.fullscreenElement === event.target);
  };
}

function shownTrack(element: HTMLVideoElement): MediaStreamTrack | undefined {
  return element.srcObject instanceof MediaStream ? element.srcObject.getVideoTracks()[0] : undefined;
}
