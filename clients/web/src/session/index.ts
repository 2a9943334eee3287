/**
 * The engine: enters rooms and keeps the stay in them alive. Knows the signalling protocol and the peer connection,
 * and nothing of devices, elements or the words of the public API.
 */
import type { Entry, RoomSession, SessionEvents, SessionFactory } from '../session.js';
import { browser, type Environment } from './environment.js';
import { Stay } from './stay.js';

export function sessionFactoryIn(environment: Environment): SessionFactory {
  return {
    async enter(entry: Entry, events: SessionEvents, enableSei: boolean, signal?: AbortSignal): Promise<RoomSession> {
      const stay = new Stay(environment, entry, events, enableSei);
      await stay.enter(signal);
      return stay;
    },
  };
}

export const sessionFactory: SessionFactory = sessionFactoryIn(browser);
