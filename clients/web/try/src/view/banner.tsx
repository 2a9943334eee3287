import type { Meeting } from '../meeting/meeting.js';
import { useStore } from '../store.js';
import { Icon } from './icons.js';

/** What concerns the whole stay: the network, and sound that waits for a click. */
export function Banner({ meeting }: { meeting: Meeting }) {
  const connection = useStore(meeting.state, (state) => state.connection);
  const soundBlocked = useStore(meeting.state, (state) => state.soundBlocked);
  if (connection === 'lost') {
    return (
      <p class="banner lost">
        <span class="spinner" aria-hidden="true" />
        The connection is lost. Trying to come back…
      </p>
    );
  }
  if (soundBlocked) {
    return (
      <p class="banner">
        <Icon name="sound" size={20} />
        The browser waits for a click before it plays sound.
        <button type="button" class="quiet" onClick={() => void meeting.allowSound()}>
          Play sound
        </button>
      </p>
    );
  }
  if (connection === 'back') {
    return (
      <p class="banner back">
        <Icon name="check" size={20} />
        The connection is back.
      </p>
    );
  }
  return null;
}
