import { useEffect, useState } from 'preact/hooks';
import type { Invitation, Role, Scene } from '../link.js';
import type { Meeting, Wish } from '../meeting/meeting.js';
import { NoTicketError } from '../meeting/tickets.js';
import { isExpectedGuest, remember, remembered, tabMark } from '../memory.js';
import { nameProblem, roomProblem, userIdOf } from '../names.js';
import { useStore } from '../store.js';
import { Icon, Sign } from './icons.js';
import { Choice } from './parts.js';
import { Preview } from './preview.js';
import { TicketFields, type TicketTexts, ticketOf } from './ticket-fields.js';

const LONG_MS = 3_000;

const SCENES = [
  { value: 'rtc', label: 'Call', hint: 'Everybody speaks' },
  { value: 'live', label: 'Live', hint: 'A stage and an audience' },
] as const;

const ROLES = [
  { value: 'anchor', label: 'On stage', hint: 'You can be seen and heard' },
  { value: 'audience', label: 'Audience', hint: 'You watch and listen' },
] as const;

interface Fields {
  room: string;
  name: string;
  scene: Scene;
  role: Role;
}

function firstFields(invitation: Invitation): Fields {
  return {
    room: invitation.room ?? 'lobby',
    name: invitation.user ? invitation.user.replace(/_[a-z0-9]{4}$/, '') : remembered().name,
    scene: invitation.scene ?? 'rtc',
    role: invitation.role ?? 'anchor',
  };
}

/** A link alone lets nobody be seen or heard: whoever is taken in without a click comes with everything closed. */
function firstWishes(invitation: Invitation): { microphone: boolean; camera: boolean } {
  const mayOpen = window.isSecureContext && (!invitation.join || isExpectedGuest(invitation.user ?? ''));
  return {
    microphone: mayOpen && (invitation.microphone ?? true),
    camera: mayOpen && (invitation.camera ?? true),
  };
}

/** Where one says who one is and where one wants to go. */
export function Entrance({ meeting, invitation }: { meeting: Meeting; invitation: Invitation }) {
  const [fields, setFields] = useState(() => firstFields(invitation));
  const [ticket, setTicket] = useState<TicketTexts>({
    app: invitation.sdkAppId ? String(invitation.sdkAppId) : '',
    sig: invitation.userSig ?? '',
    key: invitation.privateMapKey ?? '',
  });
  const [asksTicket, setAsksTicket] = useState(Boolean(invitation.sdkAppId));
  const [problems, setProblems] = useState<{ room?: string; name?: string; ticket?: string }>({});
  const [wishes, setWishes] = useState(() => firstWishes(invitation));
  const joining = useStore(meeting.state, (state) => state.phase === 'joining');
  const farewell = useStore(meeting.state, (state) => state.farewell);
  const change = (what: Partial<Fields>) => setFields({ ...fields, ...what });

  const wish = (): Wish => {
    const exact = invitation.user && fields.name === firstFields(invitation).name ? invitation.user : undefined;
    const plain = asksTicket ? fields.name.trim() : userIdOf(fields.name, tabMark());
    return {
      ...fields,
      ...wishes,
      room: fields.room.trim(),
      numbered: Boolean(invitation.numbered) && fields.room === invitation.room,
      userId: exact ?? plain,
      name: fields.name.trim(),
      ticket: asksTicket ? ticketOf(ticket) : null,
    };
  };

  const join = async () => {
    const found = { room: roomProblem(fields.room), name: nameProblem(fields.name) };
    setProblems(found);
    if (found.room || found.name) return focusOn(found.name ? 'name' : 'room');
    if (asksTicket && !ticketOf(ticket))
      return setProblems({ ticket: 'Both the SdkAppId and the UserSig are needed.' });
    remember({ name: fields.name.trim() });
    try {
      await meeting.join(wish());
    } catch (error) {
      if (!(error instanceof NoTicketError)) throw error;
      setAsksTicket(true);
      setProblems({ ticket: error.message });
      setTimeout(() => focusOn('app'), 0);
    }
  };

  useEffect(() => {
    if (invitation.join && fields.name && meeting.isFresh) void join();
  }, []);

  return (
    <main class="entrance">
      <header class="brand">
        <Sign size={40} />
        <div>
          <h1>Parley</h1>
          <p>Meet in a room of this server</p>
        </div>
      </header>
      <div class="entrance-card">
        <Preview meeting={meeting} name={fields.name} wishes={wishes} onChange={setWishes} watching={watches(fields)} />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void join();
          }}
        >
          {farewell ? (
            <p class="problem" role="alert">
              <Icon name="alert" size={20} />
              <span>
                <strong>{farewell.title}.</strong> {farewell.text}
              </span>
            </p>
          ) : null}
          <TextField
            id="name"
            label="Your name"
            value={fields.name}
            problem={problems.name}
            autoComplete="nickname"
            onInput={(name) => change({ name })}
          />
          <TextField
            id="room"
            label="Room"
            value={fields.room}
            problem={problems.room}
            autoComplete="off"
            onInput={(room) => change({ room })}
          />
          <Choice
            legend="Kind of room"
            name="scene"
            value={fields.scene}
            options={SCENES}
            onChange={(scene) => change({ scene })}
          />
          {fields.scene === 'live' ? (
            <Choice
              legend="Your place"
              name="role"
              value={fields.role}
              options={ROLES}
              onChange={(role) => change({ role })}
            />
          ) : null}
          <TicketFields
            open={asksTicket}
            onOpen={setAsksTicket}
            texts={ticket}
            problem={problems.ticket}
            onChange={setTicket}
          />
          <div class="join-row">
            <button type="submit" class="primary" disabled={joining}>
              {joining ? 'Joining…' : 'Join'}
            </button>
            {joining ? <CancelButton meeting={meeting} /> : null}
          </div>
        </form>
      </div>
    </main>
  );
}

/** Comes when it takes unusually long, so that it does not flicker when it does not. */
function CancelButton({ meeting }: { meeting: Meeting }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLong(true), LONG_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return long ? (
    <button type="button" class="quiet" onClick={() => meeting.cancel()}>
      The server does not answer. Stop trying
    </button>
  ) : null;
}

function watches(fields: Fields): boolean {
  return fields.scene === 'live' && fields.role === 'audience';
}

function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}

interface TextFieldProps {
  id: string;
  label: string;
  value: string;
  problem?: string;
  autoComplete: string;
  onInput: (value: string) => void;
}

export function TextField({ id, label, value, problem, autoComplete, onInput }: TextFieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        value={value}
        maxLength={64}
        autoComplete={autoComplete}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {problem ? (
        <p id={`${id}-problem`} class="field-problem">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
