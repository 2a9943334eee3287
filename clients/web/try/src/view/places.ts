import type { Role } from '../link.js';
import { pictureKey, type StreamType } from '../meeting/pictures.js';
import type { Person } from '../state.js';

export const SELF = 'self';
/** More would be smaller than a thumb; the list of people has everybody. */
const MOST = 49;

/** One tile of the stage. */
export interface Place {
  key: string;
  /** Null is oneself. */
  person: Person | null;
  streamType: StreamType;
  /** Whether there is a picture to show. */
  picture: boolean;
}

/**
 * Whom the stage shows, in the order they came, screens first: the page of somebody else's screen is why people look.
 * When there are too many, those with a picture come before those without.
 */
export function placesOf(people: readonly Person[], role: Role): { places: Place[]; hidden: number } {
  const screens = people.filter((person) => person.screen).map((person) => placeOf(person, 'sub', true));
  const faces = people.map((person) => placeOf(person, 'main', person.video));
  const self: Place[] = role === 'anchor' ? [{ key: SELF, person: null, streamType: 'main', picture: true }] : [];
  const all = [...screens, ...faces, ...self];
  if (all.length <= MOST) return { places: all, hidden: 0 };
  const chosen = new Set([...screens, ...self, ...faces.toSorted(seenFirst)].slice(0, MOST));
  return { places: all.filter((place) => chosen.has(place)), hidden: all.length - MOST };
}

function placeOf(person: Person, streamType: StreamType, picture: boolean): Place {
  return { key: pictureKey(person.userId, streamType), person, streamType, picture };
}

function seenFirst(one: Place, other: Place): number {
  return Number(other.picture) - Number(one.picture);
}

/** The one that was chosen, else the screen shared last. */
export function largeOf(places: readonly Place[], pinned: string | null): Place | undefined {
  if (pinned === 'none') return undefined;
  return places.find(({ key }) => key === pinned) ?? places.findLast(({ streamType }) => streamType === 'sub');
}
