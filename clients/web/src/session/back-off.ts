const LONGEST_SECONDS = 30;

/** The pauses between attempts to come back: 1, 2, 3, 5, 8 ... seconds, at most 30 (spec/16 §10.5). */
export class BackOff {
  private present = 1;
  private following = 2;

  /** The next pause in milliseconds. */
  next(): number {
    const seconds = Math.min(this.present, LONGEST_SECONDS);
    if (this.present < LONGEST_SECONDS) {
      [this.present, this.following] = [this.following, this.present + this.following];
    }
    return seconds * 1000;
  }
}
