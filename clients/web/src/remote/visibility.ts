/** Tells whether any of some views is in sight. */

export class Visibility {
  private observer: IntersectionObserver | null = null;
  private readonly inSight = new Set<Element>();
  private visible = true;

  constructor(private readonly listener: (visible: boolean) => void) {}

  watch(views: HTMLElement[], root: HTMLElement = document.body): void {
    this.stop();
    if (views.length === 0 || typeof IntersectionObserver === 'undefined') return;
    // The body is not a box that scrolls; the window is meant.
    const observed = root === document.body ? null : root;
    this.observer = new IntersectionObserver((entries) => this.changed(entries), { root: observed });
    for (const view of views) this.observer.observe(view);
  }

  stop(): void {
    this.observer?.disconnect();
    this.observer = null;
    this.inSight.clear();
    this.visible = true;
  }

  private changed(entries: IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      if (entry.isIntersecting) this.inSight.add(entry.target);
      else this.inSight.delete(entry.target);
    }
    const visible = this.inSight.size > 0;
    if (visible === this.visible) return;
    this.visible = visible;
    this.listener(visible);
  }
}
