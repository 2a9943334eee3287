import { beforeEach, describe, expect, it } from 'vitest';
import { mergeConfigs, Operations } from '../src/operations.js';
import { refusal, settled } from './fakes/client.js';

let operations: Operations;
let done: string[];

beforeEach(() => {
  operations = new Operations();
  done = [];
});

const slowly = (name: string) => async () => {
  await Promise.resolve();
  done.push(name);
};

const start = () => operations.start('start', slowly('start'));
const stop = () => operations.stop('stop', slowly('stop'));
const update = (value: object) =>
  operations.update('update', value, async (merged) => void done.push(JSON.stringify(merged)), mergeConfigs);

describe('calls about one thing', () => {
  it('run one after the other', async () => {
    await Promise.all([start(), update({ mute: true }), settled().then(stop)]);
    expect(done).toEqual(['start', '{"mute":true}', 'stop']);
  });

  it('start it once', async () => {
    const first = start();
    expect(await refusal(start())).toMatchObject({ code: 5998 });
    await first;
    expect(await refusal(start())).toMatchObject({ code: 5998 });
  });

  it('merge changes that wait', async () => {
    const first = start();
    const changes = [update({ mute: true, option: { a: 1 } }), update({ option: { b: 2 } })];
    await Promise.all([first, ...changes]);
    expect(done).toEqual(['start', '{"mute":true,"option":{"a":1,"b":2}}']);
  });

  it('give up changes that wait when it is stopped', async () => {
    const first = start();
    const change = refusal(update({ mute: true }));
    await Promise.all([first, stop()]);
    expect(await change).toMatchObject({ code: 5998, functionName: 'update' });
    expect(done).toEqual(['start', 'stop']);
  });

  it('stop it once', async () => {
    await start();
    await Promise.all([stop(), stop()]);
    expect(done).toEqual(['start', 'stop']);
  });

  it('refuse changes once a stop is on its way', async () => {
    await start();
    const stopping = stop();
    expect(await refusal(update({}))).toMatchObject({ code: 5998 });
    await stopping;
    expect(await refusal(update({}))).toMatchObject({ code: 5998 });
  });

  it('start it again behind a stop', async () => {
    await start();
    await Promise.all([stop(), start()]);
    expect(done).toEqual(['start', 'stop', 'start']);
    expect(operations.isStarted).toBe(true);
  });

  it('give up a change behind a start that failed', async () => {
    const failing = operations.start('start', async () => {
      throw new Error('no device');
    });
    const change = refusal(update({}));
    await expect(failing).rejects.toThrow('no device');
    expect(await change).toMatchObject({ code: 5998 });
    expect(operations.isIdle).toBe(true);
  });

  it('say when a start is no longer wanted', async () => {
    let told = '';
    operations = new Operations((by) => {
      told = by;
    });
    const first = start();
    await Promise.all([first, stop()]);
    expect(told).toBe('stop');
  });
});
