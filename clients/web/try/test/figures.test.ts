import { describe, expect, it } from 'vitest';
import { bars, bytes, clock, level, picture } from '../src/figures.js';

describe('figures', () => {
  it.each([
    [0, '0:00'],
    [65, '1:05'],
    [3599, '59:59'],
    [3609, '1:00:09'],
  ])('writes %i seconds as %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  it.each([
    [999, '999 B'],
    [120_400, '120 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [3_400_000, '3.4 MB'],
  ])('writes %i bytes as %s', (count, text) => {
    expect(bytes(count)).toBe(text);
  });

  it('shows fewer bars for worse networks', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map(bars)).toEqual([0, 4, 3, 2, 1, 1, 0]);
    expect(level(6)).toBe('no connection');
    expect(level(99)).toBe('not known yet');
  });

  it('describes a picture', () => {
    expect(picture({ width: 1280, height: 720, frameRate: 14.6, bitrate: 1430.4 })).toBe(
      '1280×720 · 15 fps · 1430 kbit/s',
    );
    expect(picture({ width: 0, height: 0, frameRate: 0, bitrate: 0 })).toContain('no picture yet');
  });
});
