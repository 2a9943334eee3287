import type { Ticket } from '../meeting/tickets.js';
import { Icon } from './icons.js';

export interface TicketTexts {
  app: string;
  sig: string;
  key: string;
}

/** Null until both that are needed are there. */
export function ticketOf({ app, sig, key }: TicketTexts): Ticket | null {
  const sdkAppId = Number(app.trim());
  if (!Number.isSafeInteger(sdkAppId) || sdkAppId < 1 || !sig.trim()) return null;
  return { sdkAppId, userSig: sig.trim(), ...(key.trim() ? { privateMapKey: key.trim() } : {}) };
}

interface TicketFieldsProps {
  open: boolean;
  onOpen: (open: boolean) => void;
  texts: TicketTexts;
  problem?: string;
  onChange: (texts: TicketTexts) => void;
}

/** For servers that give this page no ticket, and for those who brought their own. */
export function TicketFields({ open, onOpen, texts, problem, onChange }: TicketFieldsProps) {
  const line = (id: keyof TicketTexts, label: string, hint: string) => (
    <div class="field">
      <label for={id}>
        {label} <span class="hint">{hint}</span>
      </label>
      <input
        id={id}
        value={texts[id]}
        inputMode={id === 'app' ? 'numeric' : 'text'}
        autoComplete="off"
        spellcheck={false}
        onInput={(event) => onChange({ ...texts, [id]: event.currentTarget.value })}
      />
    </div>
  );
  return (
    <details class="ticket" open={open} onToggle={(event) => onOpen(event.currentTarget.open)}>
      <summary>Enter with a ticket of your own</summary>
      {problem ? (
        <p class="problem" role="alert">
          <Icon name="alert" size={20} />
          <span>{problem}</span>
        </p>
      ) : null}
      {line('app', 'SdkAppId', 'the application')}
      {line('sig', 'UserSig', 'made for exactly your name')}
      {line('key', 'PrivateMapKey', 'only with permission control')}
    </details>
  );
}
