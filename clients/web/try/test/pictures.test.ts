import { beforeEach, describe, expect, it } from 'vitest';
import { Pictures } from '../src/meeting/pictures.js';

/** Answers each call when it is told to. */
class SlowPlayer {
  readonly calls: string[] = [];
  private readonly waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];

  private call(name: string, userId: string, small?: boolean): Promise<void> {
    this.calls.push(small === undefined ? `${name} ${userId}` : `${name} ${userId} ${small ? 'small' : 'big'}`);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  startRemoteVideo = ({ userId, option }: { userId: string; option?: { small?: boolean } }) =>
    this.call('start', userId, option?.small);
  updateRemoteVideo = ({ userId, option }: { userId: string; option?: { small?: boolean } }) =>
    this.call('update', userId, option?.small);
  stopRemoteVideo = ({ userId }: { userId: string }) => this.call('stop', userId);

  async answer(error?: Error): Promise<void> {
    const next = this.waiting.shift();
    if (error) next?.reject(error);
    else next?.resolve();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  get isIdle(): boolean {
    return this.waiting.length === 0;
  }
}

describe('pictures', () => {
  let player: SlowPlayer;
  let failures: unknown[];
  let pictures: Pictures;
  const view = {} as HTMLElement;
  const otherView = {} as HTMLElement;

  beforeEach(() => {
    player = new SlowPlayer();
    failures = [];
    pictures = new Pictures(player, (error) => failures.push(error));
  });

  it('are changed one call at a time, to the latest wish', async () => {
    pictures.want('ann', 'main', view, true);
    pictures.want('ann', 'main', view, false);
    pictures.want('ann', 'main', view, true);
    expect(player.calls).toEqual(['start ann small']);
    await player.answer();
    expect(player.calls).toEqual(['start ann small', 'update ann small']);
    await player.answer();
    expect(player.isIdle).toBe(true);
  });

  it('of different people do not wait for each other', () => {
    pictures.want('ann', 'main', view, false);
    pictures.want('bob', 'main', otherView, false);
    expect(player.calls).toEqual(['start ann big', 'start bob big']);
  });

  it('end when their tile is gone, unless another tile has them', async () => {
    pictures.want('ann', 'main', view, false);
    await player.answer();
    pictures.want('ann', 'main', otherView, false);
    pictures.release('ann', 'main', view);
    await player.answer();
    expect(player.calls).toEqual(['start ann big', 'update ann big']);
    pictures.release('ann', 'main', otherView);
    expect(player.calls.at(-1)).toBe('stop ann');
  });

  it('that were never begun are not ended', async () => {
    pictures.want('ann', 'main', view, false);
    pictures.release('ann', 'main', view);
    await player.answer();
    await player.answer();
    expect(player.calls).toEqual(['start ann big', 'stop ann']);
    pictures.release('ann', 'main', view);
    expect(player.calls).toHaveLength(2);
  });

  it('that ended by themselves begin anew', async () => {
    pictures.want('ann', 'main', view, false);
    await player.answer();
    pictures.forget('ann', 'main');
    pictures.want('ann', 'main', view, false);
    expect(player.calls).toEqual(['start ann big', 'start ann big']);
  });

  it('that cannot be had are told, and tried again with the next wish', async () => {
    pictures.want('ann', 'main', view, false);
    await player.answer(new Error('gone'));
    expect(failures).toHaveLength(1);
    pictures.want('ann', 'main', view, false);
    expect(player.calls).toEqual(['start ann big', 'start ann big']);
  });
});
