import { describe, expect, it } from 'vitest';
import { BackOff } from './back-off.js';

describe('the back-off', () => {
  it('grows like the rabbits and stays at 30 seconds', () => {
    const backOff = new BackOff();
    expect(Array.from({ length: 10 }, () => backOff.next() / 1000)).toEqual([1, 2, 3, 5, 8, 13, 21, 30, 30, 30]);
  });
});
