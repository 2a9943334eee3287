import { useState } from 'preact/hooks';
import type { Meeting } from '../meeting/meeting.js';
import { useStore } from '../store.js';
import { Banner } from './banner.js';
import { ChatPanel } from './chat-panel.js';
import { InviteDialog } from './invite-dialog.js';
import { PeoplePanel } from './people-panel.js';
import { SettingsDialog } from './settings-dialog.js';
import { Stage } from './stage.js';
import { Tools } from './tools.js';
import { TopBar } from './top-bar.js';

/** Inside: the stage, what is beside it and what is done with it. */
export function Room({ meeting }: { meeting: Meeting }) {
  const panel = useStore(meeting.state, (state) => state.panel);
  const [dialog, setDialog] = useState<'none' | 'invite' | 'settings'>('none');
  const close = () => setDialog('none');
  return (
    <div class={`room ${panel === 'none' ? '' : 'with-panel'}`}>
      <TopBar meeting={meeting} onInvite={() => setDialog('invite')} />
      <Banner meeting={meeting} />
      <Stage meeting={meeting} onInvite={() => setDialog('invite')} />
      {panel === 'chat' ? <ChatPanel meeting={meeting} /> : null}
      {panel === 'people' ? <PeoplePanel meeting={meeting} /> : null}
      <Tools meeting={meeting} onSettings={() => setDialog('settings')} />
      {dialog === 'invite' ? <InviteDialog meeting={meeting} onClose={close} /> : null}
      {dialog === 'settings' ? <SettingsDialog meeting={meeting} onClose={close} /> : null}
    </div>
  );
}
