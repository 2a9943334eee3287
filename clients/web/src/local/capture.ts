/** A captured track, and what happens when its device goes away: it is captured once more, or given up. */

import { deviceError } from '../errors.js';

export type OpenDevice = (anyDevice: boolean) => Promise<MediaStreamTrack>;

export interface CaptureListener {
  /** Another track in place of the first. */
  replaced: (track: MediaStreamTrack) => void;
  lost: (error: unknown) => void;
}

export class Capture {
  private stopped = false;

  private constructor(
    public track: MediaStreamTrack,
    private readonly reopen: OpenDevice | null,
    private readonly listener: CaptureListener | null,
  ) {}

  /** @throws RtcError DEVICE_ERROR, with the browser's reason */
  static async open(open: OpenDevice, listener: CaptureListener, functionName: string): Promise<Capture> {
    try {
      const capture = new Capture(await open(false), open, listener);
      capture.watch();
      return capture;
    } catch (error) {
      throw deviceError(error, functionName);
    }
  }

  /** A track of the application's own is neither watched nor stopped. */
  static given(track: MediaStreamTrack): Capture {
    return new Capture(track, null, null);
  }

  get isOwn(): boolean {
    return this.reopen !== null;
  }

  stop(): void {
    this.stopped = true;
    this.track.removeEventListener('ended', this.ended);
    if (this.isOwn) this.track.stop();
  }

  private watch(): void {
    this.track.addEventListener('ended', this.ended);
  }

  private readonly ended = () => void this.recapture();

  private async recapture(): Promise<void> {
    const lostTrack = this.track;
    try {
      const track = await this.openAgain();
      if (this.stopped) {
        track.stop();
        return;
      }
      track.enabled = lostTrack.enabled;
      this.track = track;
      this.watch();
      this.listener?.replaced(track);
    } catch (error) {
      if (!this.stopped) this.listener?.lost(error);
    }
  }

  private async openAgain(): Promise<MediaStreamTrack> {
    const open = this.reopen as OpenDevice;
    return open(false).catch(() => open(true));
  }
}
