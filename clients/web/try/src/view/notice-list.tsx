import type { Meeting } from '../meeting/meeting.js';
import { useStore } from '../store.js';
import { Icon } from './icons.js';
import { IconButton } from './parts.js';

/** Short messages over the page. They are read out by the announcer. */
export function NoticeList({ meeting }: { meeting: Meeting }) {
  const notices = useStore(meeting.state, (state) => state.notices);
  return (
    <section aria-label="Notices">
      <ul class="notices">
        {notices.map(({ id, title, text, problem }) => (
          <li key={id} class={problem ? 'notice serious' : 'notice'}>
            {problem ? <Icon name="alert" size={20} /> : null}
            <div>
              <strong>{title}</strong>
              {text ? <p>{text}</p> : null}
            </div>
            {problem ? (
              <IconButton icon="close" label={`Close: ${title}`} onClick={() => meeting.notices.close(id)} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
