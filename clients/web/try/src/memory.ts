import { newMark } from './names.js';

/** What the browser keeps between visits; nothing of it is needed. */
const KEY = 'parley-try';
const MARK = 'parley-try-mark';
const GUEST = 'parley-try-guest';

export interface Remembered {
  name: string;
}

export function remembered(): Remembered {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const name = typeof kept === 'object' && kept !== null && 'name' in kept ? kept.name : '';
    return { name: typeof name === 'string' ? name : '' };
  } catch {
    return { name: '' };
  }
}

export function remember(what: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(what));
  } catch {
    // Private windows may keep nothing.
  }
}

/** Remembers a guest whom this page invites into another tab of this browser. */
export function expectGuest(userId: string): void {
  try {
    localStorage.setItem(GUEST, userId);
  } catch {
    // Then the guest is one whom nobody expects.
  }
}

/** Whether this page has invited that guest; links with his name can come from anywhere. */
export function isExpectedGuest(userId: string): boolean {
  try {
    return localStorage.getItem(GUEST) === userId;
  } catch {
    return false;
  }
}

let fallback = '';

/** The mark behind the user id: the same after a reload, another in another tab. */
export function tabMark(): string {
  try {
    const known = sessionStorage.getItem(MARK);
    if (known) return known;
    const mark = newMark();
    sessionStorage.setItem(MARK, mark);
    return mark;
  } catch {
    fallback ||= newMark();
    return fallback;
  }
}
