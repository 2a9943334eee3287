import type { ComponentChildren } from 'preact';
import type { Meeting } from '../meeting/meeting.js';
import { IconButton } from './parts.js';

/** Beside the stage, or over it where there is no room beside. Escape closes it. */
export function Panel({ meeting, title, children }: { meeting: Meeting; title: string; children: ComponentChildren }) {
  const close = () => meeting.state.patch({ panel: 'none' });
  return (
    <aside
      class="panel"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header>
        <h2>{title}</h2>
        <IconButton icon="close" label={`Close ${title.toLowerCase()}`} onClick={close} />
      </header>
      {children}
    </aside>
  );
}
