import { useEffect } from 'preact/hooks';
import type { Invitation } from '../link.js';
import type { Meeting } from '../meeting/meeting.js';
import { useStore } from '../store.js';
import { Entrance } from './entrance.js';
import { Farewell } from './farewell.js';
import { NoticeList } from './notice-list.js';
import { Room } from './room.js';

/** Everything: the entrance, the room, and the way out. */
export function Page({ meeting, invitation }: { meeting: Meeting; invitation: Invitation }) {
  const phase = useStore(meeting.state, (state) => state.phase);
  const room = useStore(meeting.state, (state) => state.stay?.room);
  useEffect(() => {
    document.title = phase === 'inside' && room ? `${room} · Parley` : 'Parley';
  }, [phase, room]);
  return (
    <>
      {phase === 'inside' ? <Room meeting={meeting} /> : null}
      {phase === 'ended' ? <Farewell meeting={meeting} /> : null}
      {phase === 'entrance' || phase === 'joining' ? <Entrance meeting={meeting} invitation={invitation} /> : null}
      <NoticeList meeting={meeting} />
      <Announcer meeting={meeting} />
    </>
  );
}

/** Reads out what happens, to those who do not see it. */
function Announcer({ meeting }: { meeting: Meeting }) {
  const announcement = useStore(meeting.state, (state) => state.announcement);
  return (
    <div class="unseen" role="status" aria-live="polite">
      {announcement}
    </div>
  );
}
