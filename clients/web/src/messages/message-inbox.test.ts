import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MessageFrame } from '../session/wire.js';
import { base64, fromBase64 } from './base64.js';
import { MessageInbox } from './message-inbox.js';

let known: Set<string>;
let inbox: MessageInbox;
let delivered: { userId: string; cmdId: number; seq: number; data: ArrayBuffer }[];

beforeEach(() => {
  vi.useFakeTimers();
  known = new Set(['bob']);
  delivered = [];
  inbox = new MessageInbox(
    () => performance.now(),
    (userId) => known.has(userId),
    (message) => delivered.push(message),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

function message(seq: number, cmdId = 2, from = 'bob'): MessageFrame {
  return { t: 'msg', from, cmdId, seq, data: base64(Uint8Array.of(seq % 256)) };
}

function numbers(cmdId = 2): number[] {
  return delivered.filter((one) => one.cmdId === cmdId).map(({ seq }) => seq);
}

/** Receives a first message and lets its hold pass. */
async function begin(seq: number, cmdId = 2): Promise<void> {
  inbox.receive(message(seq, cmdId));
  await vi.advanceTimersByTimeAsync(100);
}

/** A small generator, so that a printed seed gives the same order again. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** 1 to 100, a fifth of them up to five places late. */
function reordered(seed: number): number[] {
  const random = generator(seed);
  const places = Array.from({ length: 100 }, (_, index) => ({
    seq: index + 1,
    place: index + (random() < 0.2 ? 1 + random() * 5 : 0),
  }));
  return places.sort((one, other) => one.place - other.place).map(({ seq }) => seq);
}

describe('messages', () => {
  it('of 1 to 100 are delivered in order although a fifth comes late', async () => {
    const seed = Number(process.env.PARLEY_SEED ?? Date.now());
    console.log(`order of messages: PARLEY_SEED=${seed}`);
    const order = reordered(seed);
    for (const seq of order) {
      inbox.receive(message(seq));
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(100);

    expect(numbers(), `seed ${seed}`).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it('behind a gap wait 5 seconds, and those of another cmdId do not', async () => {
    await begin(1, 2);
    await begin(1, 3);
    for (const seq of [2, 4, 5, 6]) {
      inbox.receive(message(seq, 2));
      inbox.receive(message(seq - 1, 3));
    }
    inbox.receive(message(2, 3));
    inbox.receive(message(6, 3));
    await vi.advanceTimersByTimeAsync(4999);
    expect(numbers(2)).toEqual([1, 2]);
    expect(numbers(3)).toEqual([1, 2, 3, 4, 5, 6]);
    await vi.advanceTimersByTimeAsync(1);

    expect(numbers(2)).toEqual([1, 2, 4, 5, 6]);
  });

  it('behind two gaps wait for each as long as it was there', async () => {
    await begin(1);
    inbox.receive(message(3));
    await vi.advanceTimersByTimeAsync(2000);
    inbox.receive(message(5));
    await vi.advanceTimersByTimeAsync(3000);
    expect(numbers()).toEqual([1, 3]);
    await vi.advanceTimersByTimeAsync(1999);
    expect(numbers()).toEqual([1, 3]);
    await vi.advanceTimersByTimeAsync(1);

    expect(numbers()).toEqual([1, 3, 5]);
  });

  it('that fill a gap bring what waited behind it at once', async () => {
    await begin(1);
    inbox.receive(message(3));
    inbox.receive(message(2));

    expect(numbers()).toEqual([1, 2, 3]);
  });

  it('that come first wait 100 ms for those sent shortly before', async () => {
    inbox.receive(message(12));
    await vi.advanceTimersByTimeAsync(99);
    inbox.receive(message(11));
    expect(numbers()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);

    expect(numbers()).toEqual([11, 12]);
  });

  it('that were there already are dropped', async () => {
    await begin(5);
    for (const seq of [5, 4, 6, 6, 8, 8, 7]) {
      inbox.receive(message(seq));
    }

    expect(numbers()).toEqual([5, 6, 7, 8]);
  });

  it.each([
    ['up', 1301],
    ['down', 699],
  ])('that jump %s by more than 300 begin a new count', async (_, seq) => {
    await begin(1000);
    inbox.receive(message(1002));
    inbox.receive(message(seq));
    inbox.receive(message(seq + 1));

    expect(numbers()).toEqual([1000, 1002, seq, seq + 1]);
  });

  it('that jump by 300 wait', async () => {
    await begin(1000);
    inbox.receive(message(1300));
    expect(numbers()).toEqual([1000]);
  });

  it('of a stranger wait 2 seconds for his entry', async () => {
    inbox.receive(message(1, 2, 'carol'));
    inbox.receive(message(1, 2, 'dave'));
    await vi.advanceTimersByTimeAsync(1999);
    known.add('carol');
    inbox.entered('carol');
    await vi.advanceTimersByTimeAsync(1);
    known.add('dave');
    inbox.entered('dave');
    await vi.advanceTimersByTimeAsync(1000);

    expect(delivered.map(({ userId }) => userId)).toEqual(['carol']);
  });

  it('of one who leaves are delivered before, and his numbers forgotten', async () => {
    await begin(100);
    inbox.receive(message(102));
    inbox.left('bob');
    expect(numbers()).toEqual([100, 102]);
    await begin(101);

    expect(numbers()).toEqual([100, 102, 101]);
  });

  it('bring the bytes that were sent', async () => {
    await begin(255);
    expect(new Uint8Array(delivered[0]?.data ?? new ArrayBuffer(0))).toEqual(Uint8Array.of(255));
  });
});

describe('base64', () => {
  it('carries every byte there and back', () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
    expect(fromBase64(base64(bytes))).toEqual(bytes);
    expect(base64(new TextEncoder().encode('hello'))).toBe('aGVsbG8=');
  });
});
