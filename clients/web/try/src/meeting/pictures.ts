import type TRTC from 'parley-rtc-web';

export type StreamType = 'main' | 'sub';
export const pictureKey = (userId: string, streamType: StreamType) => `${userId}/${streamType}`;

interface Wish {
  userId: string;
  streamType: StreamType;
  view: HTMLElement;
  small: boolean;
}

type Player = Pick<TRTC, 'startRemoteVideo' | 'updateRemoteVideo' | 'stopRemoteVideo'>;

/**
 * Receives the pictures that tiles want, and no others. Tiles come, go and change their size faster than
 * subscriptions do: so for each picture only the latest wish counts, and one call at a time is under way.
 */
export class Pictures {
  private readonly wishes = new Map<string, Wish>();
  private readonly shown = new Map<string, Wish>();
  private readonly busy = new Set<string>();

  /** @param failed hears of pictures that could not be had */
  constructor(
    private readonly player: Player,
    private readonly failed: (error: unknown) => void,
  ) {}

  want(userId: string, streamType: StreamType, view: HTMLElement, small: boolean): void {
    const key = pictureKey(userId, streamType);
    this.wishes.set(key, { userId, streamType, view, small });
    void this.follow(key);
  }

  /** @param view the one that was wanted; another tile may want the picture by now */
  release(userId: string, streamType: StreamType, view: HTMLElement): void {
    const key = pictureKey(userId, streamType);
    if (this.wishes.get(key)?.view !== view) return;
    this.wishes.delete(key);
    void this.follow(key);
  }

  /** The publication ended, and the client has ended the playback itself. */
  forget(userId: string, streamType: StreamType): void {
    const key = pictureKey(userId, streamType);
    this.wishes.delete(key);
    this.shown.delete(key);
  }

  forgetAll(): void {
    this.wishes.clear();
    this.shown.clear();
  }

  private async follow(key: string): Promise<void> {
    if (this.busy.has(key)) return;
    this.busy.add(key);
    try {
      while (this.wishes.get(key) !== this.shown.get(key)) await this.step(key);
    } catch (error) {
      // The next wish tries again; this one may have met a stream that has just ended.
      this.wishes.delete(key);
      this.shown.delete(key);
      this.failed(error);
    } finally {
      this.busy.delete(key);
    }
  }

  private async step(key: string): Promise<void> {
    const wish = this.wishes.get(key);
    const shown = this.shown.get(key);
    if (!wish) {
      if (shown) await this.player.stopRemoteVideo({ userId: shown.userId, streamType: shown.streamType });
      this.shown.delete(key);
      return;
    }
    const { userId, streamType, view, small } = wish;
    const config = { userId, streamType, view, option: { small, fillMode: fillMode(streamType) } };
    this.shown.set(key, wish);
    if (shown) await this.player.updateRemoteVideo(config);
    else await this.player.startRemoteVideo(config);
  }
}

/** Faces may lose their edges, screens must not. */
function fillMode(streamType: StreamType): 'contain' | 'cover' {
  return streamType === 'sub' ? 'contain' : 'cover';
}
