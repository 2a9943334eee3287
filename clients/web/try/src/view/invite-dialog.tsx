import { useRef, useState } from 'preact/hooks';
import { writeLink } from '../link.js';
import type { Meeting } from '../meeting/meeting.js';
import { expectGuest } from '../memory.js';
import { newMark } from '../names.js';
import { useStore } from '../store.js';
import { Icon } from './icons.js';
import { Dialog } from './parts.js';

const HERE = ['localhost', '127.0.0.1', '[::1]'];
const COPIED_MS = 2_500;

/** The address for others, and a guest for those who try it alone. */
export function InviteDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const live = useStore(meeting.state, (state) => state.stay?.scene === 'live');
  const ticketFromServer = useStore(meeting.state, (state) => state.stay?.ticketFromServer ?? true);
  const [guest] = useState(() => `Guest_${newMark()}`);
  const place = `${location.origin}${location.pathname}`;
  const guestLink = meeting.invitation({
    user: guest,
    join: true,
    microphone: false,
    role: live ? 'anchor' : undefined,
  });
  return (
    <Dialog title="Invite" onClose={onClose}>
      <p>{live ? 'Whoever opens this address joins the audience:' : 'Whoever opens this address can join:'}</p>
      <CopyField address={place + writeLink(meeting.invitation())} />
      {HERE.includes(location.hostname) ? (
        <p class="hint">
          This address works on this machine alone. Others need the name under which they reach this server, with
          https:// for their camera and microphone.
        </p>
      ) : null}
      {ticketFromServer ? (
        <p>
          <a
            class="button quiet"
            href={writeLink(guestLink)}
            onClick={() => expectGuest(guest)}
            target="_blank"
            rel="noopener"
          >
            <Icon name="tab" size={20} /> Guest in another tab
          </a>
        </p>
      ) : (
        <p class="hint">Everybody needs a UserSig made for the own name; the address cannot hold it.</p>
      )}
    </Dialog>
  );
}

function CopyField({ address }: { address: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      // Without HTTPS there is no clipboard; what is selected can still be copied the old way.
      if (!document.execCommand('copy')) return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <div class="copy">
      <input
        ref={field}
        aria-label="Address of the room"
        value={address}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" class="primary" onClick={() => void copy()}>
        <Icon name={copied ? 'check' : 'copy'} size={20} /> <span role="status">{copied ? 'Copied' : 'Copy'}</span>
      </button>
    </div>
  );
}
