import { useEffect, useRef, useState } from 'preact/hooks';
import { picture, type VideoFigures } from '../figures.js';
import type { Meeting } from '../meeting/meeting.js';
import type { Layer, State } from '../state.js';
import { useStore } from '../store.js';
import { Icon } from './icons.js';
import { OwnPicture } from './own-picture.js';
import { Avatar } from './parts.js';
import type { Place } from './places.js';

const SPEAKING = 12;
/** Scrolled past quickly is not away. */
const AWAY_MS = 1_500;

interface TileProps {
  meeting: Meeting;
  place: Place;
  large: boolean;
  /** Large enough for the big picture. */
  sharp: boolean;
}

/** Somebody, or somebody's screen. */
export function Tile({ meeting, place, large, sharp }: TileProps) {
  const { person, streamType } = place;
  const element = useRef<HTMLLIElement>(null);
  const visible = useVisible(element);
  const camera = useStore(meeting.state, (state) => state.camera);
  const speaking = useStore(meeting.volumes, (volumes) => (volumes.get(person?.userId ?? '') ?? 0) >= SPEAKING);
  const name = useStore(meeting.state, (state) => person?.name ?? state.stay?.name ?? '');
  const hasPicture = person ? place.picture : camera === 'on';
  const classes = [
    'tile',
    large && 'large',
    speaking && streamType === 'main' && 'speaking',
    streamType === 'sub' && 'screen',
  ];
  return (
    <li ref={element} class={classes.filter(Boolean).join(' ')}>
      {person ? <RemotePicture meeting={meeting} place={place} wanted={visible && hasPicture} sharp={sharp} /> : null}
      {person ? null : <OwnPicture media={meeting.media} />}
      {hasPicture ? null : <Avatar name={name} />}
      <TileLabel meeting={meeting} place={place} name={name} />
      <Figures meeting={meeting} place={place} />
      <TileTools meeting={meeting} place={place} large={large} name={name} />
    </li>
  );
}

function useVisible(element: { current: HTMLElement | null }): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    if (!element.current) return;
    let timer = 0;
    const observer = new IntersectionObserver(([entry]) => {
      window.clearTimeout(timer);
      if (entry?.isIntersecting) setVisible(true);
      else timer = window.setTimeout(() => setVisible(false), AWAY_MS);
    });
    observer.observe(element.current);
    return () => {
      window.clearTimeout(timer);
      observer.disconnect();
    };
  }, []);
  return visible;
}

interface RemotePictureProps {
  meeting: Meeting;
  place: Place;
  wanted: boolean;
  sharp: boolean;
}

function RemotePicture({ meeting, place, wanted, sharp }: RemotePictureProps) {
  const view = useRef<HTMLDivElement>(null);
  const layer = useStore(meeting.state, (state) => state.layers[place.key] ?? 'auto');
  const small = place.streamType === 'main' && (layer === 'small' || (layer === 'auto' && !sharp));
  const userId = place.person?.userId ?? '';
  const { streamType } = place;
  useEffect(() => {
    if (view.current && wanted) meeting.pictures.want(userId, streamType, view.current, small);
  }, [userId, streamType, wanted, small]);
  useEffect(() => {
    const shown = view.current;
    if (!shown || !wanted) return;
    return () => meeting.pictures.release(userId, streamType, shown);
  }, [userId, streamType, wanted]);
  return <div ref={view} class="picture" />;
}

function TileLabel({ meeting, place, name }: { meeting: Meeting; place: Place; name: string }) {
  const microphone = useStore(meeting.state, (state) => state.microphone);
  const { person, streamType } = place;
  const heard = person ? person.audio : microphone === 'on';
  if (streamType === 'sub') {
    return (
      <span class="tile-label">
        <Icon name="screen" size={16} />
        <span class="tile-name">{name}’s screen</span>
      </span>
    );
  }
  return (
    <span class="tile-label">
      {heard ? null : <Icon name="microphoneOff" size={16} />}
      <span class="tile-name">{person ? name : `${name} (you)`}</span>
      {heard ? null : <span class="unseen">, silent</span>}
    </span>
  );
}

function figuresOf(state: State, place: Place): VideoFigures | undefined {
  if (!state.figures) return undefined;
  const { person, streamType } = place;
  const { localStatistics, remoteStatistics } = state.statistics ?? {};
  const of = person ? remoteStatistics?.find(({ userId }) => userId === person.userId) : localStatistics;
  return of?.video.find(({ videoType }) => (videoType === 'sub') === (streamType === 'sub'));
}

function Figures({ meeting, place }: { meeting: Meeting; place: Place }) {
  const figures = useStore(meeting.state, (state) => figuresOf(state, place));
  return figures ? <span class="tile-figures">{picture(figures)}</span> : null;
}

const NEXT: Record<Layer, Layer> = { auto: 'big', big: 'small', small: 'auto' };
const LAYERS: Record<Layer, { short: string; long: string }> = {
  auto: { short: 'Auto', long: 'as fits the tile' },
  big: { short: 'Big', long: 'the big one' },
  small: { short: 'Small', long: 'the small one, which saves data' },
};

interface TileToolsProps {
  meeting: Meeting;
  place: Place;
  large: boolean;
  name: string;
}

function TileTools({ meeting, place, large, name }: TileToolsProps) {
  const layer = useStore(meeting.state, (state) => state.layers[place.key] ?? 'auto');
  const setLayer = () => meeting.state.patch({ layers: { ...meeting.state.current.layers, [place.key]: NEXT[layer] } });
  const whose = place.streamType === 'sub' ? `${name}’s screen` : name;
  return (
    <span class="tile-tools">
      {place.person && place.streamType === 'main' && place.picture ? (
        <button
          type="button"
          class="tile-tool"
          aria-label={`Picture of ${name}: ${LAYERS[layer].long}. Change`}
          title={`Picture: ${LAYERS[layer].long}`}
          onClick={setLayer}
        >
          {LAYERS[layer].short}
        </button>
      ) : null}
      <button
        type="button"
        class="tile-tool"
        aria-pressed={large}
        aria-label={`${whose} large`}
        title={large ? 'Back among the others' : 'Make it large'}
        onClick={() => meeting.state.patch({ pinned: large ? 'none' : place.key })}
      >
        <Icon name="pin" size={18} />
      </button>
    </span>
  );
}
