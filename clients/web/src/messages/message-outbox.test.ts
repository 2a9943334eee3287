import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutgoingFrame } from '../session/wire.js';
import { MessageOutbox } from './message-outbox.js';

let sent: OutgoingFrame[];

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
});

afterEach(() => {
  vi.useRealTimers();
});

function outbox(random: () => number): MessageOutbox {
  return new MessageOutbox(random, (frame) => sent.push(frame));
}

describe('what is sent', () => {
  it('is numbered for each cmdId from a number of chance below 16383', () => {
    const draws = [0, 0.999_999];
    const box = outbox(() => draws.shift() ?? 0);
    for (const cmdId of [1, 1, 2, 1, 2]) {
      box.send(cmdId, 'aGk=');
    }

    expect(sent.map(({ cmdId, seq }) => [cmdId, seq])).toEqual([
      [1, 0],
      [1, 1],
      [2, 16382],
      [1, 2],
      [2, 16383],
    ]);
    expect(sent[0]).toEqual({ t: 'msg', cmdId: 1, seq: 0, rel: true, ord: true, data: 'aGk=' });
  });

  it('waits while there is no connection, and leaves in order and not too fast', async () => {
    const box = outbox(() => 0);
    box.pause();
    for (let number = 0; number < 60; number++) {
      box.send(1, 'aGk=');
    }
    expect(sent).toEqual([]);
    box.resume();
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent.length).toBeLessThanOrEqual(30);
    box.send(1, 'bGF0ZXI=');
    await vi.advanceTimersByTimeAsync(2000);

    expect(sent.map(({ seq }) => seq)).toEqual(Array.from({ length: 61 }, (_, seq) => seq));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is bounded while it waits', async () => {
    const box = outbox(() => 0);
    box.pause();
    for (let number = 0; number < 300; number++) {
      box.send(1, 'aGk=');
    }
    box.resume();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(sent).toHaveLength(256);
    expect(sent.at(-1)?.seq).toBe(299);
  });
});
