import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Meeting } from '../meeting/meeting.js';
import { IconButton } from './parts.js';

/** The button that opens and closes a panel. */
export const toolOf = (panel: string) => `tool-${panel}`;

interface PanelProps {
  meeting: Meeting;
  name: 'chat' | 'people';
  title: string;
  children: ComponentChildren;
}

/** Beside the stage, or over it where there is no room beside. Escape closes it. */
export function Panel({ meeting, name, title, children }: PanelProps) {
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const panel = element.current;
    return () => {
      // Who was inside goes on from the button, not from the top of the page.
      if (panel?.contains(document.activeElement)) document.getElementById(toolOf(name))?.focus();
    };
  }, [name]);
  const close = () => meeting.state.patch({ panel: 'none' });
  return (
    <aside
      ref={element}
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
