import type { State } from '../state.js';
import type { Store } from '../store.js';
import type { Problem } from '../words.js';

const MOST = 3;
const SHOWN_MS = 4_000;

/** Short messages over the page, and the voice of the page for those who do not see it. */
export class Notices {
  private last = 0;

  constructor(private readonly state: Store<State>) {}

  /** Goes away by itself. */
  say(title: string): void {
    this.announce(title);
    const id = this.add(title, '', false);
    setTimeout(() => this.close(id), SHOWN_MS);
  }

  /** Stays until it is closed. */
  warn(problem: Problem): void {
    this.announce(`${problem.title}. ${problem.text}`);
    this.add(problem.title, problem.text, true);
  }

  /** Not shown, only spoken. */
  announce(announcement: string): void {
    this.state.patch({ announcement });
  }

  close(id: number): void {
    this.state.patch({ notices: this.state.current.notices.filter((notice) => notice.id !== id) });
  }

  private add(title: string, text: string, problem: boolean): number {
    const id = ++this.last;
    const others = this.state.current.notices.filter((notice) => notice.title !== title);
    this.state.patch({ notices: [...others, { id, title, text, problem }].slice(-MOST) });
    return id;
  }
}
