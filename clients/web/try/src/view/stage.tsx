import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Arrangement, arrange } from '../layout.js';
import { writeLink } from '../link.js';
import type { Meeting } from '../meeting/meeting.js';
import { expectGuest } from '../memory.js';
import { newMark } from '../names.js';
import { useStore } from '../store.js';
import { Icon } from './icons.js';
import { largeOf, type Place, placesOf } from './places.js';
import { Tile } from './tile.js';

const GAP = 10;
/** What is said to those who are alone stands beneath their picture. */
const ALONE_HEIGHT = 190;
/** Narrower tiles are sent the small picture. */
const SHARP_FROM = 330;

function useSize(): [{ current: HTMLElement | null }, { width: number; height: number }] {
  const element = useRef<HTMLElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const observer = new ResizeObserver(() => {
      const style = getComputedStyle(watched);
      const inner = (whole: number, before: string, after: string) => whole - parseFloat(before) - parseFloat(after);
      setSize({
        width: inner(watched.clientWidth, style.paddingLeft, style.paddingRight),
        height: inner(watched.clientHeight, style.paddingTop, style.paddingBottom),
      });
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}

/** Everybody who can be seen. With something large, the others stand beside it. */
export function Stage({ meeting, onInvite }: { meeting: Meeting; onInvite: () => void }) {
  const people = useStore(meeting.state, (state) => state.people);
  const role = useStore(meeting.state, (state) => state.role);
  const pinned = useStore(meeting.state, (state) => state.pinned);
  const [element, size] = useSize();
  const { places, hidden } = placesOf(people, role);
  const large = largeOf(places, pinned);
  const wide = size.width > size.height * 1.1 && size.width > 640;
  const tile = large
    ? beside(size, wide)
    : arrange(places.length, size.width, size.height - (people.length ? 0 : ALONE_HEIGHT), GAP);
  const style = {
    '--tile-width': `${tile.width}px`,
    '--tile-height': `${tile.height}px`,
    '--columns': String(tile.columns),
    '--stage-height': `${size.height}px`,
  };
  const mode = large ? (wide ? 'large-left' : 'large-top') : 'even';
  return (
    <main ref={element} class={`stage ${mode}`} style={style} aria-label="Stage">
      {places.length ? (
        <ul class="tiles">
          {places.map((place) => (
            <Tile key={place.key} meeting={meeting} place={place} {...sizeOf(place, large, tile)} />
          ))}
        </ul>
      ) : null}
      {hidden ? <p class="hint more">and {hidden} more, who are in the list of people</p> : null}
      {people.length === 0 ? <Alone meeting={meeting} onInvite={onInvite} /> : null}
    </main>
  );
}

function sizeOf(place: Place, large: Place | undefined, tile: Arrangement): { large: boolean; sharp: boolean } {
  const isLarge = place === large;
  return { large: isLarge, sharp: isLarge || tile.width >= SHARP_FROM };
}

/** Tiles beside or beneath the large one. */
function beside(size: { width: number; height: number }, wide: boolean): Arrangement {
  if (wide) {
    const width = Math.round(Math.min(240, Math.max(150, size.width * 0.2)));
    return { columns: 1, width, height: Math.round((width * 9) / 16) };
  }
  const columns = size.width > 520 ? 3 : 2;
  const width = Math.floor((size.width - GAP * (columns - 1)) / columns);
  return { columns, width, height: Math.round((width * 3) / 4) };
}

function Alone({ meeting, onInvite }: { meeting: Meeting; onInvite: () => void }) {
  const role = useStore(meeting.state, (state) => state.role);
  const [guest] = useState(() => `Guest_${newMark()}`);
  const stay = useStore(meeting.state, (state) => state.stay);
  const guestLink = writeLink(
    meeting.invitation({
      user: guest,
      role: stay?.scene === 'live' ? 'anchor' : undefined,
      join: true,
      microphone: false,
    }),
  );
  return (
    <section class={role === 'audience' ? 'alone in-the-middle' : 'alone'} aria-label="Nobody else is here">
      <h2>{role === 'audience' ? 'Nobody is on stage yet' : 'Nobody else is here yet'}</h2>
      <p>Invite somebody, or try it alone with a guest in another tab.</p>
      <div class="row">
        <button type="button" class="primary" onClick={onInvite}>
          <Icon name="invite" size={20} /> Invite
        </button>
        <a class="button quiet" href={guestLink} onClick={() => expectGuest(guest)} target="_blank" rel="noopener">
          <Icon name="tab" size={20} /> Guest in another tab
        </a>
      </div>
    </section>
  );
}
