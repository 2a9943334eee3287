import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeWorld } from '../testing/fake-world.js';

const HOUR = 3_600_000;

let world: FakeWorld;

beforeEach(() => {
  vi.useFakeTimers();
  world = new FakeWorld();
  world.ice = granted('first');
});

afterEach(() => {
  vi.useRealTimers();
});

function granted(credential: string): { iceServers: RTCIceServer[]; iceLifetime: number } {
  return {
    iceServers: [{ urls: ['turn:turn.example.org:3478'], username: '1795485600:alice', credential }],
    iceLifetime: 2 * HOUR,
  };
}

function seconds(count: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(count * 1000);
}

describe('the servers that help to connect', () => {
  it('are left alone while the direct way works', async () => {
    await world.enter();
    await seconds(20);

    expect(world.peer.configuration.iceServers).toEqual([]);
    expect(world.frames('offer')).toHaveLength(0);
  });

  it('are tried soon when it does not', async () => {
    world.connecting = false;
    await world.enter();
    await seconds(1.5);
    expect(world.peer.configuration.iceServers).toEqual([]);
    await seconds(1);

    expect(world.peer.configuration.iceServers).toEqual(world.ice.iceServers);
    expect(world.peer.configuration.bundlePolicy).toBe('max-bundle');
    expect(world.frames('offer').map(({ offer }) => offer.sdp)).toEqual([expect.stringContaining('a=ice-ufrag:1')]);
    await seconds(4);
    expect(world.frames('offer')).toHaveLength(1);
  });

  it('are known to the next peer connection from its beginning', async () => {
    await world.enter();
    world.reachable = false;
    world.socket.drop();
    await seconds(31);
    world.reachable = true;
    await seconds(10);

    expect(world.peers).toHaveLength(2);
    expect(world.peer.configuration.iceServers).toEqual(granted('first').iceServers);
  });

  it('are asked for again in half of their time, and used when ICE begins anew', async () => {
    await world.enter();
    world.ice = granted('second');
    await seconds(3595);
    expect(world.frames('ice')).toHaveLength(0);
    await seconds(10);
    expect(world.frames('ice')).toHaveLength(1);
    expect(world.peer.configuration.iceServers).toEqual([]);

    world.peer.become('disconnected');
    await seconds(6);

    expect(world.peer.configuration.iceServers).toEqual(granted('second').iceServers);
  });

  it('are asked for until they are there', async () => {
    await world.enter();
    world.silentFor.add('ice');
    await seconds(3600 + 25);

    expect(world.frames('ice').length).toBeGreaterThanOrEqual(2);
    expect(world.frames('ice').length).toBeLessThanOrEqual(3);
  });

  it('are those of the application when it names some', async () => {
    world.connecting = false;
    const own = [{ urls: 'turn:own.example.org', username: 'u', credential: 'c' }];
    await world.enter({ iceServers: own });
    expect(world.peer.configuration.iceServers).toEqual(own);
    await seconds(2.5);
    expect(world.frames('offer')).toHaveLength(0);
    await seconds(4);

    expect(world.frames('offer')).toHaveLength(1);
    expect(world.peer.configuration.iceServers).toEqual(own);
  });
});
