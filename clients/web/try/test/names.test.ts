import { describe, expect, it } from 'vitest';
import { displayName, hue, initials, nameProblem, newMark, roomProblem, userIdOf } from '../src/names.js';

describe('names', () => {
  it('tells two people of one name apart without showing it', () => {
    const one = userIdOf(' Ann Lee ', 'x1y2');
    expect(one).toBe('Ann Lee_x1y2');
    expect(one).not.toBe(userIdOf('Ann Lee', 'x1y3'));
    expect(displayName(one)).toBe('Ann Lee');
  });

  it('shows the ids of others as they are', () => {
    expect(displayName('alice')).toBe('alice');
    expect(displayName('user_12')).toBe('user_12');
    expect(displayName('_x1y2')).toBe('_x1y2');
  });

  it('makes marks of four letters', () => {
    expect(newMark(() => 0)).toBe('0000');
    expect(newMark(() => 0.999999)).toBe('zzzz');
  });

  it.each(['lobby', 'Room 7', 'a,b|c~{d}', 'x'.repeat(64)])('lets a room be called %s', (room) => {
    expect(roomProblem(room)).toBeUndefined();
  });

  it.each(['', '   ', 'Zürich', 'a"b', 'a/b', 'x'.repeat(65)])('says what is wrong with a room called %s', (room) => {
    expect(roomProblem(room)).toMatch(/\.$/);
  });

  it('wants a name', () => {
    expect(nameProblem(' ')).toBeDefined();
    expect(nameProblem('Ann')).toBeUndefined();
  });

  it('finds two letters', () => {
    expect(initials('ada lovelace')).toBe('AL');
    expect(initials('Ann')).toBe('A');
    expect(initials('Émile de Zola')).toBe('ÉZ');
    expect(initials('😀 smile')).toBe('😀S');
    expect(initials('')).toBe('?');
  });

  it('gives a name its own colour', () => {
    expect(hue('Ann')).toBe(hue('Ann'));
    expect(hue('Ann')).not.toBe(hue('Bob'));
    expect(hue('x'.repeat(200))).toBeLessThan(360);
  });
});
