/** Handlers of events. What a handler throws is logged and does not reach the caller (spec/16 §3.6). */

import type { TRTCEventTypes } from './api/events.js';
import type { Logger } from './logger.js';

export type EventName = keyof TRTCEventTypes;
type Handler = (...values: never[]) => void;
interface Registration {
  handler: Handler;
  context: unknown;
}

export class Emitter {
  private readonly registrations = new Map<EventName, Registration[]>();

  constructor(private readonly log: Logger) {}

  on<E extends EventName>(event: E, handler: (...values: TRTCEventTypes[E]) => void, context?: unknown): void {
    const known = this.registrations.get(event) ?? [];
    this.registrations.set(event, [...known, { handler: handler as Handler, context }]);
  }

  /** `'*'` removes everything; without a handler all handlers of the event are removed. */
  off(event: EventName | '*', handler?: unknown, context?: unknown): void {
    if (event === '*') {
      this.registrations.clear();
      return;
    }
    const known = this.registrations.get(event) ?? [];
    const kept = known.filter((one) => {
      const meant = handler === undefined || one.handler === handler;
      return !(meant && (context === undefined || one.context === context));
    });
    this.registrations.set(event, kept);
  }

  emit<E extends EventName>(event: E, ...values: TRTCEventTypes[E]): void {
    for (const { handler, context } of this.registrations.get(event) ?? []) {
      try {
        handler.apply(context, values as never[]);
      } catch (thrown) {
        this.log.error(`a handler of '${event}' threw`, thrown);
      }
    }
  }
}
