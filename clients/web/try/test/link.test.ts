import { describe, expect, it } from 'vitest';
import { type Invitation, readLink, writeLink } from '../src/link.js';

describe('the address of a room', () => {
  it('says again what it was told', () => {
    const all: Invitation = {
      room: 'a room & more',
      scene: 'live',
      role: 'audience',
      user: 'Ann_x1y2',
      sdkAppId: 20000001,
      userSig: 'eJw*a-b_',
      privateMapKey: 'eJx*',
      join: true,
      microphone: false,
      camera: true,
    };
    expect(readLink(writeLink(all))).toEqual(all);
    expect(readLink(writeLink({ room: '88', numbered: true }))).toEqual({ room: '88', numbered: true });
  });

  it('is as short as it can be', () => {
    expect(writeLink({ room: 'lobby', scene: 'rtc' })).toBe('#room=lobby&scene=rtc');
  });

  it.each([
    ['', {}],
    ['#', {}],
    ['#room=', {}],
    ['#scene=theatre&role=king&mic=maybe', {}],
    ['#app=abc', {}],
    ['#app=-1', {}],
    ['#roomId=abc&room=lobby', { room: 'lobby' }],
    ['#room=lobby&unknown=1', { room: 'lobby' }],
  ])('leaves out what it does not understand: %s', (fragment, invitation) => {
    expect(readLink(fragment)).toEqual(invitation);
  });
});
