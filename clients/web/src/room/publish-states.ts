/** How far each source is published, as applications see it (spec/16 §5 `publish-state-changed`). */

import type { MediaType, PublishState } from '../api/events.js';
import type { Emitter } from '../emitter.js';
import { RtcError } from '../errors.js';
import type { Source } from '../session.js';

const mediaTypes: Record<Source, MediaType> = { audio: 'audio', main: 'video', aux: 'screen' };

export class PublishStates {
  private readonly states = new Map<Source, PublishState>();

  constructor(private readonly emitter: Emitter) {}

  isStarted(source: Source): boolean {
    return this.states.get(source) === 'started';
  }

  changed(source: Source, state: PublishState, error?: Error): void {
    const prevState = this.states.get(source) ?? 'stopped';
    if (state === prevState) return;
    this.states.set(source, state);
    const reason = error ? 'error' : state === 'stopped' ? 'api-call' : undefined;
    this.emitter.emit('publish-state-changed', {
      mediaType: mediaTypes[source],
      state,
      prevState,
      ...(reason ? { reason } : {}),
      ...(error ? { error: RtcError.convertFrom(error) } : {}),
    });
  }

  stopAll(): void {
    for (const source of this.states.keys()) this.changed(source, 'stopped');
  }
}
