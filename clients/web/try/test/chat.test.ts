import { RtcError } from 'parley-rtc-web';
import { beforeEach, describe, expect, it } from 'vitest';
import { Chat, sizeOf } from '../src/meeting/chat.js';
import { Notices } from '../src/meeting/notices.js';
import { newState } from '../src/state.js';

const STAY = { room: 'lobby', numbered: false, scene: 'rtc', userId: 'ann_x1y2', name: 'ann', sdkAppId: 1 } as const;

function bytes(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).buffer;
}

describe('the chat', () => {
  const state = newState();
  let sent: { cmdId: number; data: ArrayBuffer }[];
  let refusal: Error | null;
  let chat: Chat;

  beforeEach(() => {
    state.patch({ stay: { ...STAY, ticketFromServer: true }, messages: [], unread: 0, notices: [], panel: 'none' });
    sent = [];
    refusal = null;
    const messenger = {
      sendCustomMessage: (message: { cmdId: number; data: ArrayBuffer }) => {
        if (refusal) throw refusal;
        sent.push(message);
      },
    };
    chat = new Chat(messenger, state, new Notices(state));
  });

  it('sends text with number 1 and shows it', async () => {
    expect(await chat.send('Grüße 👋')).toBe(true);
    expect(sent.map(({ cmdId, data }) => [cmdId, new TextDecoder().decode(data)])).toEqual([[1, 'Grüße 👋']]);
    expect(state.current.messages).toMatchObject([{ own: true, name: 'ann', text: 'Grüße 👋' }]);
    expect(sizeOf('Grüße 👋')).toBe(sent[0]?.data.byteLength);
  });

  it('shows what others write, and counts it while nobody looks', () => {
    chat.received('bob_a1b2', 1, bytes('hello'));
    expect(state.current.messages).toMatchObject([{ own: false, name: 'bob', text: 'hello' }]);
    expect(state.current.unread).toBe(1);
    expect(state.current.announcement).toBe('bob writes: hello');

    state.patch({ panel: 'chat' });
    chat.received('bob_a1b2', 1, bytes('again'));
    expect(state.current.unread).toBe(1);
  });

  it('leaves other numbers alone, and does not guess at bytes', () => {
    chat.received('bob', 2, bytes('for a program'));
    chat.received('bob', 1, new Uint8Array([0xff, 0xfe]).buffer);
    expect(state.current.messages.map(({ text }) => text)).toEqual(['(2 bytes that are no text)']);
  });

  it.each([
    [new RtcError({ code: 5100, extraCode: 5107 }), /audience/],
    [new RtcError({ code: 5100 }), /too much/],
    [new Error('no way'), /no way/],
  ])('says why something was not sent', async (error, words) => {
    refusal = error;
    expect(await chat.send('hello')).toBe(false);
    expect(state.current.messages).toEqual([]);
    expect(state.current.notices[0]?.text).toMatch(words);
  });

  it('keeps the last 500', () => {
    for (let index = 0; index < 510; index++) chat.received('bob', 1, bytes(`${index}`));
    expect(state.current.messages).toHaveLength(500);
    expect(state.current.messages[0]?.text).toBe('10');
  });
});
