import { bytes, clock, level, TIERS } from '../figures.js';
import type { Meeting } from '../meeting/meeting.js';
import type { Person } from '../state.js';
import { useStore } from '../store.js';
import { Icon } from './icons.js';
import { Panel } from './panel.js';
import { Avatar } from './parts.js';

/** Who is here, what one has used, and how the network is. */
export function PeoplePanel({ meeting }: { meeting: Meeting }) {
  return (
    <Panel meeting={meeting} name="people" title="People">
      <div class="sections">
        <People meeting={meeting} />
        <Usage meeting={meeting} />
        <Network meeting={meeting} />
      </div>
    </Panel>
  );
}

function People({ meeting }: { meeting: Meeting }) {
  const people = useStore(meeting.state, (state) => state.people);
  const name = useStore(meeting.state, (state) => state.stay?.name ?? '');
  const role = useStore(meeting.state, (state) => state.role);
  const microphone = useStore(meeting.state, (state) => state.microphone);
  const camera = useStore(meeting.state, (state) => state.camera);
  return (
    <ul class="people">
      <PersonRow
        name={name}
        own
        audio={microphone === 'on'}
        video={camera === 'on'}
        word={role === 'audience' ? 'in the audience' : ''}
      />
      {people.map((person) => (
        <PersonRow key={person.userId} {...person} word={wordOf(person)} />
      ))}
    </ul>
  );
}

function wordOf(person: Person): string {
  return person.screen ? 'shares a screen' : '';
}

interface PersonRowProps {
  name: string;
  own?: boolean;
  audio: boolean;
  video: boolean;
  word: string;
}

function PersonRow({ name, own, audio, video, word }: PersonRowProps) {
  return (
    <li>
      <Avatar name={name} />
      <span class="person-name">
        {own ? `${name} (you)` : name}
        {word ? <span class="hint">{word}</span> : null}
      </span>
      <span class={audio ? '' : 'away'}>
        <Icon name={audio ? 'microphone' : 'microphoneOff'} size={18} />
        <span class="unseen">{audio ? 'heard' : 'silent'}</span>
      </span>
      <span class={video ? '' : 'away'}>
        <Icon name={video ? 'camera' : 'cameraOff'} size={18} />
        <span class="unseen">{video ? 'seen' : 'no picture'}</span>
      </span>
    </li>
  );
}

function Usage({ meeting }: { meeting: Meeting }) {
  const usage = useStore(meeting.state, (state) => state.usage);
  const most = Math.max(1, ...TIERS.map(({ key }) => usage?.[key] ?? 0));
  return (
    <section aria-labelledby="usage-title">
      <h3 id="usage-title">Your usage</h3>
      <table class="usage">
        <thead class="unseen">
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          {TIERS.map(({ key, name }) => (
            <tr key={key} class={usage?.[key] ? '' : 'none'}>
              <th scope="row">{name}</th>
              <td class="share" aria-hidden="true">
                <span class={`fill ${key}`} style={{ '--share': String((usage?.[key] ?? 0) / most) }} />
              </td>
              <td class="figure">{clock(usage?.[key] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">
        As the server meters this stay. A second counts by the summed size of the pictures you receive; without a
        picture it counts as audio.
      </p>
    </section>
  );
}

function Network({ meeting }: { meeting: Meeting }) {
  const quality = useStore(meeting.state, (state) => state.quality);
  const statistics = useStore(meeting.state, (state) => state.statistics);
  const figures = useStore(meeting.state, (state) => state.figures);
  const way = (label: string, value: number | undefined, rtt: number | undefined, loss: number | undefined) => (
    <tr>
      <th scope="row">{label}</th>
      <td>{level(value ?? 0)}</td>
      <td class="figure">{value ? `${Math.round(rtt ?? 0)} ms` : '–'}</td>
      <td class="figure">{value ? `${Math.round(loss ?? 0)} % lost` : '–'}</td>
    </tr>
  );
  return (
    <section aria-labelledby="network-title">
      <h3 id="network-title">Network</h3>
      <table class="network">
        <tbody>
          {way('Sending', quality?.uplinkNetworkQuality, quality?.uplinkRTT, quality?.uplinkLoss)}
          {way('Receiving', quality?.downlinkNetworkQuality, quality?.downlinkRTT, quality?.downlinkLoss)}
        </tbody>
      </table>
      <p class="hint">
        {bytes(statistics?.bytesSent ?? 0)} sent, {bytes(statistics?.bytesReceived ?? 0)} received
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={figures}
          onChange={(event) => meeting.state.patch({ figures: event.currentTarget.checked })}
        />
        Show sizes and rates on the pictures
      </label>
    </section>
  );
}
