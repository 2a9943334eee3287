import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_BYTES, sizeOf } from '../meeting/chat.js';
import type { Meeting } from '../meeting/meeting.js';
import type { ChatMessage } from '../state.js';
import { useStore } from '../store.js';
import { Icon } from './icons.js';
import { Panel } from './panel.js';

/** How much is left is said only when it matters. */
const NEARLY_FULL = 120;

export function ChatPanel({ meeting }: { meeting: Meeting }) {
  const messages = useStore(meeting.state, (state) => state.messages);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    meeting.state.patch({ unread: 0 });
    end.current?.scrollIntoView({ block: 'end' });
  }, [messages]);
  return (
    <Panel meeting={meeting} name="chat" title="Chat">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls only what it can reach */}
      <div class="messages" role="log" aria-label="Messages" tabIndex={0}>
        {messages.length ? null : <p class="hint">What you write is seen by those who are here now, and not kept.</p>}
        {messages.map((message, index) => (
          <Message key={message.id} message={message} before={messages[index - 1]} />
        ))}
        <div ref={end} />
      </div>
      <Composer meeting={meeting} />
    </Panel>
  );
}

function Message({ message, before }: { message: ChatMessage; before: ChatMessage | undefined }) {
  const follows = before?.userId === message.userId && message.at - before.at < 120_000;
  const time = new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return (
    <article class={`message ${message.own ? 'own' : ''} ${follows ? 'follows' : ''}`}>
      {follows ? null : (
        <header>
          <strong>{message.own ? 'You' : message.name}</strong> <time>{time}</time>
        </header>
      )}
      <p>{message.text}</p>
    </article>
  );
}

function Composer({ meeting }: { meeting: Meeting }) {
  const watching = useStore(meeting.state, (state) => state.stay?.scene === 'live' && state.role === 'audience');
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const left = MAX_BYTES - sizeOf(text.trim());
  useEffect(() => {
    // On a phone this would push a keyboard over what is to be read.
    if (window.matchMedia('(hover: hover)').matches) field.current?.focus();
  }, []);
  if (watching) return <p class="hint composer">The audience of a live room reads along. Go on stage to write.</p>;
  const send = async () => {
    if (!text.trim() || left < 0) return;
    if (await meeting.chat.send(text.trim())) setText('');
    field.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label class="unseen" for="chat-text">
        Message
      </label>
      <textarea
        id="chat-text"
        ref={field}
        rows={2}
        placeholder="Write to everybody"
        value={text}
        aria-invalid={left < 0 ? true : undefined}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <button type="submit" class="primary round" aria-label="Send" title="Send" disabled={!text.trim() || left < 0}>
        <Icon name="send" size={20} />
      </button>
      {left < NEARLY_FULL ? (
        <span class={left < 0 ? 'left over' : 'left'} role="status">
          {left < 0 ? `${-left} too many` : `${left} left`}
        </span>
      ) : null}
    </form>
  );
}
