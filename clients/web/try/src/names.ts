/** Names of rooms and people, as far as the page needs to know the rules (spec/10 §1.2, §1.3). */

const MARK = /_[a-z0-9]{4}$/;
const MAX_ROOM_BYTES = 64;
const ROOM = /^[A-Za-z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]*$/;

/**
 * A user id for a name. Two people of one name would push each other out of the room, so each tab has a mark of four
 * letters, which is not shown.
 */
export function userIdOf(name: string, mark: string): string {
  return `${name.trim()}_${mark}`;
}

export function displayName(userId: string): string {
  return userId.replace(MARK, '') || userId;
}

export function newMark(random: () => number = Math.random): string {
  return Array.from({ length: 4 }, () => Math.floor(random() * 36).toString(36)).join('');
}

/** What is wrong with the name of a room, or nothing. */
export function roomProblem(room: string): string | undefined {
  if (!room.trim()) return 'Give the room a name.';
  if (!ROOM.test(room)) return 'Use letters a to z, digits, blanks and signs such as - _ . in the name of the room.';
  return room.length > MAX_ROOM_BYTES ? `Use at most ${MAX_ROOM_BYTES} characters.` : undefined;
}

/** What is wrong with a person's name, or nothing. */
export function nameProblem(name: string): string | undefined {
  return name.trim() ? undefined : 'Say who you are.';
}

/** One or two letters for the picture of somebody without a picture. */
export function initials(name: string): string {
  const words = name.split(/[\s_-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('') || '?';
}

/** 0..359, the same for the same name everywhere. */
export function hue(name: string): number {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 3600;
  return sum % 360;
}
