const LONGEST_SECONDS = 30;

/** The pauses between attempts to come back: 1, 2, 3, 5, 8 ... seconds, at most 30 (spec/16 §10.5). */
export class BackOff {
  private present = 1;
  private following = 2;
  private resume: (() => void) | undefined;

  /** The next pause in milliseconds. */
  next(): number {
    const seconds = Math.min(this.present, LONGEST_SECONDS);
    if (this.present < LONGEST_SECONDS) {
      [this.present, this.following] = [this.following, this.present + this.following];
    }
    return seconds * 1000;
  }

  /** Waits as long as the next pause, unless somebody is in a hurry. */
  pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.hurry(), this.next());
      this.resume = () => {
        clearTimeout(timer);
        this.resume = undefined;
        resolve();
      };
    });
  }

  /** Ends the present pause. */
  hurry(): void {
    this.resume?.();
  }
}
