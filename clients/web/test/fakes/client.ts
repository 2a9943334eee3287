/** A client with fakes all around, and a list of what it told. */

import type { TRTCOptions } from '../../src/api/configs.js';
import { TRTCEvent } from '../../src/api/constants.js';
import type { EventName } from '../../src/emitter.js';
import type { RtcError } from '../../src/errors.js';
import { TRTC } from '../../src/trtc.js';
import { FakeDevices, installMedia } from './fake-media.js';
import { FakeSessionFactory } from './fake-session.js';

export const entry = { sdkAppId: 20000001, userId: 'alice', userSig: 'signature', strRoomId: 'lobby' };

export interface Bench {
  trtc: TRTC;
  factory: FakeSessionFactory;
  devices: FakeDevices;
  /** Events in their order, each with its first argument. */
  told: [event: EventName, payload: unknown][];
  payloads: (event: EventName) => unknown[];
  clock: { now: number };
}

export function bench(options: TRTCOptions = {}): Bench {
  installMedia();
  TRTC.setLogLevel(5);
  const [factory, devices, clock] = [new FakeSessionFactory(), new FakeDevices(), { now: 0 }];
  const trtc = new TRTC(options, { sessionFactory: factory, devices, now: () => clock.now });
  const told: Bench['told'] = [];
  for (const event of Object.values(TRTCEvent)) {
    trtc.on(event, (...values: unknown[]) => told.push([event, values[0]]));
  }
  const payloads = (event: EventName) => told.filter(([name]) => name === event).map(([, payload]) => payload);
  return { trtc, factory, devices, told, payloads, clock };
}

/** Lets everything that is on its way arrive. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

export async function refusal(promise: Promise<unknown>): Promise<RtcError> {
  const outcome = await promise.then(
    () => null,
    (error: RtcError) => error,
  );
  if (!outcome) throw new Error('it was expected to fail');
  return outcome;
}
