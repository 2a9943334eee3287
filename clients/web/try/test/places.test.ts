import { describe, expect, it } from 'vitest';
import type { Person } from '../src/state.js';
import { largeOf, placesOf, SELF } from '../src/view/places.js';

const person = (userId: string, what: Partial<Person> = {}): Person => ({
  userId,
  name: userId,
  audio: true,
  video: true,
  screen: false,
  ...what,
});

describe('who is on the stage', () => {
  it('has screens first and oneself last', () => {
    const { places } = placesOf([person('ann'), person('bob', { screen: true, video: false })], 'anchor');
    expect(places.map(({ key }) => key)).toEqual(['bob/sub', 'ann/main', 'bob/main', SELF]);
    expect(places.map(({ picture }) => picture)).toEqual([true, true, false, true]);
  });

  it('does not have the audience', () => {
    expect(placesOf([], 'audience').places).toEqual([]);
  });

  it('shows those with a picture when there are too many', () => {
    const crowd = Array.from({ length: 60 }, (_, index) => person(`u${index}`, { video: index >= 50 }));
    const { places, hidden } = placesOf(crowd, 'anchor');
    expect(places).toHaveLength(49);
    expect(hidden).toBe(12);
    expect(places.filter(({ picture }) => picture)).toHaveLength(11);
    expect(places.at(-1)?.key).toBe(SELF);
  });

  it('makes the latest screen large, or what was chosen, or nothing', () => {
    const { places } = placesOf([person('ann', { screen: true }), person('bob', { screen: true })], 'anchor');
    expect(largeOf(places, null)?.key).toBe('bob/sub');
    expect(largeOf(places, 'ann/main')?.key).toBe('ann/main');
    expect(largeOf(places, 'gone/main')?.key).toBe('bob/sub');
    expect(largeOf(places, 'none')).toBeUndefined();
    expect(largeOf(placesOf([person('ann')], 'anchor').places, null)).toBeUndefined();
  });
});
