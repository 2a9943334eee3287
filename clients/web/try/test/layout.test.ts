import { describe, expect, it } from 'vitest';
import { arrange } from '../src/layout.js';

const GAP = 10;

function fits(count: number, width: number, height: number): boolean {
  const tile = arrange(count, width, height, GAP);
  const rows = Math.ceil(count / tile.columns);
  return (
    tile.width * tile.columns + GAP * (tile.columns - 1) <= width && tile.height * rows + GAP * (rows - 1) <= height
  );
}

describe('the stage', () => {
  it('fills a wide screen with one', () => {
    expect(arrange(1, 1600, 900, GAP)).toEqual({ columns: 1, width: 1600, height: 900 });
  });

  it.each([
    [2, 2],
    [4, 2],
    [6, 3],
    [9, 3],
    [16, 4],
  ])('shows %i on a desktop in %i columns', (count, columns) => {
    expect(arrange(count, 1256, 650, GAP).columns).toBe(columns);
  });

  it('stacks two on a phone and shows four in two columns', () => {
    expect(arrange(2, 344, 620, GAP).columns).toBe(1);
    expect(arrange(4, 344, 620, GAP).columns).toBe(2);
  });

  it('fits everybody up to 50 on a desktop', () => {
    for (let count = 1; count <= 50; count++) expect(fits(count, 1256, 650), `${count}`).toBe(true);
  });

  it('never makes tiles wider than 16:9 nor narrower than 4:3 on a wide screen', () => {
    for (let count = 1; count <= 30; count++) {
      const { width, height } = arrange(count, 1256, 650, GAP);
      expect(width / height).toBeLessThan(1.81);
      expect(width / height).toBeGreaterThan(1.3);
    }
  });

  it('scrolls before tiles become too small', () => {
    const tile = arrange(20, 344, 620, GAP);
    expect(tile).toEqual({ columns: 2, width: 167, height: 125 });
    expect(fits(20, 344, 620)).toBe(false);
  });

  it('waits for a size', () => {
    expect(arrange(3, 0, 0, GAP).width).toBeLessThanOrEqual(0);
  });
});
