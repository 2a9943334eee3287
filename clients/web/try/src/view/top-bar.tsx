import { useEffect, useRef } from 'preact/hooks';
import { bars, clock, level, TIERS } from '../figures.js';
import type { Meeting } from '../meeting/meeting.js';
import type { State } from '../state.js';
import { useStore } from '../store.js';
import { Bars, Icon, Sign } from './icons.js';

/** Where one is, how the network is, and what one has used. */
export function TopBar({ meeting, onInvite }: { meeting: Meeting; onInvite: () => void }) {
  const stay = useStore(meeting.state, (state) => state.stay);
  const count = useStore(meeting.state, (state) => state.people.length);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <header class="top-bar">
      <Sign size={28} />
      <h1 ref={heading} tabIndex={-1}>
        {stay?.room}
      </h1>
      <span class={`badge-scene ${stay?.scene}`}>{stay?.scene === 'live' ? 'Live' : 'Call'}</span>
      <span class="head-count">{headCount(count, stay?.scene)}</span>
      <span class="space" />
      <UsageChip meeting={meeting} />
      <NetworkChip meeting={meeting} />
      <button type="button" class="chip-button" onClick={onInvite}>
        <Icon name="invite" size={20} />
        <span>Invite</span>
      </button>
    </header>
  );
}

/** In a live room the audience is not seen. */
function headCount(others: number, scene: string | undefined): string {
  if (scene === 'live') return others === 1 ? '1 other on stage' : `${others} others on stage`;
  return others === 0 ? 'only you' : `${others + 1} people`;
}

const openPeople = (meeting: Meeting) =>
  meeting.state.patch({ panel: meeting.state.current.panel === 'people' ? 'none' : 'people' });

/** The tiers that have seconds, ticking. */
function UsageChip({ meeting }: { meeting: Meeting }) {
  const usage = useStore(meeting.state, (state) => state.usage);
  const used = TIERS.filter(({ key }) => (usage?.[key] ?? 0) > 0);
  const shown = used.length ? used : TIERS.slice(0, 1);
  const words = shown.map(({ key, name }) => `${name} ${clock(usage?.[key] ?? 0)}`);
  return (
    <button type="button" class="usage-chip" title="What you have used so far" onClick={() => openPeople(meeting)}>
      <Icon name="clock" size={18} />
      <span class="unseen">Your usage: {words.join(', ')}</span>
      {shown.map(({ key, name }) => (
        <span key={key} class={`tier ${key}`} aria-hidden="true">
          <span class="tier-name">{name}</span> <span class="tier-time">{clock(usage?.[key] ?? 0)}</span>
        </span>
      ))}
    </button>
  );
}

function worst(state: State): number {
  const { quality, connection } = state;
  if (connection === 'lost') return 6;
  if (!quality) return 0;
  const { uplinkNetworkQuality: up, downlinkNetworkQuality: down } = quality;
  return Math.max(up, down);
}

function NetworkChip({ meeting }: { meeting: Meeting }) {
  const value = useStore(meeting.state, worst);
  const label = `Network: ${level(value)}`;
  return (
    <button
      type="button"
      class={`network-chip level-${value}`}
      aria-label={label}
      title={label}
      onClick={() => openPeople(meeting)}
    >
      <Bars lit={bars(value)} />
    </button>
  );
}
