import { useEffect, useRef } from 'preact/hooks';
import type { Meeting } from '../meeting/meeting.js';
import { outside } from '../state.js';
import { useStore } from '../store.js';
import { Sign } from './icons.js';

/** The stay has ended without having been ended here. */
export function Farewell({ meeting }: { meeting: Meeting }) {
  const why = useStore(meeting.state, (state) => state.farewell);
  const room = useStore(meeting.state, (state) => state.stay?.room);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main class="farewell">
      <Sign size={48} />
      <h1 ref={heading} tabIndex={-1}>
        {why?.title}
      </h1>
      <p>{why?.text}</p>
      {room ? <p class="hint">Room: {room}</p> : null}
      <button type="button" class="primary" onClick={() => meeting.state.patch(outside())}>
        Back to the entrance
      </button>
    </main>
  );
}
