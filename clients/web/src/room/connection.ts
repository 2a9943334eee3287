/** The state of the connection as applications see it: each change once, and always an end after a beginning. */

import type { ConnectionState } from '../api/constants.js';
import type { Emitter } from '../emitter.js';

export class Connection {
  private state: ConnectionState = 'DISCONNECTED';

  constructor(private readonly emitter: Emitter) {}

  get isConnected(): boolean {
    return this.state === 'CONNECTED';
  }

  changed(state: ConnectionState, isReconnecting = false): void {
    if (state === this.state) return;
    const prevState = this.state;
    this.state = state;
    this.emitter.emit('connection-state-changed', {
      prevState,
      state,
      ...(isReconnecting ? { isReconnecting } : {}),
    });
  }
}
