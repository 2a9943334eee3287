/** How far each source is published, as applications see it (spec/16 §5 `publish-state-changed`). */

import type { MediaType, PublishState } from '../api/events.js';
import type { Emitter } from '../emitter.js';
import { RtcError } from '../errors.js';
import type { Source } from '../session.js';

const mediaTypes: Record<Source, MediaType> = { audio: 'audio', main: 'video', aux: 'screen' };

export class PublishStates {
  private readonly states = new Map<Source, PublishState>();

  constructor(private readonly emitter: Emitter) {}

  changed(source: Source, state: PublishState, error?: Error, ending: 'api-call' | null = 'api-call'): void {
    const prevState = this.states.get(source) ?? 'stopped';
    if (state === prevState) return;
    this.states.set(source, state);
    const reason = error ? 'error' : state === 'stopped' ? ending : undefined;
    this.emitter.emit('publish-state-changed', {
      mediaType: mediaTypes[source],
      state,
      prevState,
      ...(reason ? { reason } : {}),
      ...(error ? { error: RtcError.convertFrom(error) } : {}),
    });
  }

  /** By the application, or by the server, for which there is no reason to tell. */
  stopAll(by: 'application' | 'server'): void {
    const reason = by === 'application' ? 'api-call' : null;
    for (const source of this.states.keys()) this.changed(source, 'stopped', undefined, reason);
  }
}
