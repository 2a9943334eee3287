import type { Meeting } from '../meeting/meeting.js';
import type { Panel } from '../state.js';
import { useStore } from '../store.js';
import { toolOf } from './panel.js';
import { IconButton } from './parts.js';

const CAN_SHARE = Boolean(navigator.mediaDevices && 'getDisplayMedia' in navigator.mediaDevices);

/** What one does in a room. */
export function Tools({ meeting, onSettings }: { meeting: Meeting; onSettings: () => void }) {
  const role = useStore(meeting.state, (state) => state.role);
  const live = useStore(meeting.state, (state) => state.stay?.scene === 'live');
  return (
    <footer class="tools">
      <fieldset class="tools-row">
        <legend class="unseen">What you send</legend>
        {role === 'anchor' ? <SendTools meeting={meeting} /> : null}
        {live ? <RoleTool meeting={meeting} /> : null}
      </fieldset>
      <fieldset class="tools-row">
        <legend class="unseen">The room</legend>
        <PanelTool meeting={meeting} panel="chat" />
        <PanelTool meeting={meeting} panel="people" />
        <IconButton icon="settings" label="Settings" caption="Settings" onClick={onSettings} />
        <IconButton icon="leave" label="Leave" caption="Leave" class="leave" onClick={() => void meeting.leave()} />
      </fieldset>
    </footer>
  );
}

function SendTools({ meeting }: { meeting: Meeting }) {
  const { media, state } = meeting;
  const microphone = useStore(state, (value) => value.microphone);
  const camera = useStore(state, (value) => value.camera);
  const screen = useStore(state, (value) => value.screen);
  return (
    <>
      <IconButton
        icon={microphone === 'on' ? 'microphone' : 'microphoneOff'}
        label={microphone === 'on' ? 'Mute the microphone' : 'Speak'}
        caption={microphone === 'on' ? 'Mute' : 'Speak'}
        class={microphone === 'on' ? '' : 'off'}
        disabled={microphone === 'busy'}
        onClick={() => void media.toggleMicrophone()}
      />
      <IconButton
        icon={camera === 'on' ? 'camera' : 'cameraOff'}
        label={camera === 'on' ? 'Close the camera' : 'Open the camera'}
        caption="Camera"
        class={camera === 'on' ? '' : 'off'}
        disabled={camera === 'busy'}
        onClick={() => void media.toggleCamera()}
      />
      {CAN_SHARE ? (
        <IconButton
          icon={screen === 'on' ? 'screenOff' : 'screen'}
          label={screen === 'on' ? 'Stop sharing the screen' : 'Share a screen'}
          caption={screen === 'on' ? 'Stop' : 'Share'}
          class={screen === 'on' ? 'lit' : ''}
          disabled={screen === 'busy'}
          onClick={() => void media.toggleScreen()}
        />
      ) : null}
    </>
  );
}

function RoleTool({ meeting }: { meeting: Meeting }) {
  const onStage = useStore(meeting.state, (state) => state.role === 'anchor');
  const changing = useStore(meeting.state, (state) => state.roleChanging);
  return (
    <IconButton
      icon={onStage ? 'seat' : 'stage'}
      label={onStage ? 'Step down to the audience' : 'Go on stage'}
      caption={onStage ? 'Step down' : 'On stage'}
      class={onStage ? '' : 'lit'}
      disabled={changing}
      onClick={() => void meeting.switchRole(onStage ? 'audience' : 'anchor')}
    />
  );
}

const PANELS = {
  chat: { icon: 'chat', label: 'Chat' },
  people: { icon: 'people', label: 'People' },
} as const;

function PanelTool({ meeting, panel }: { meeting: Meeting; panel: Exclude<Panel, 'none'> }) {
  const open = useStore(meeting.state, (state) => state.panel === panel);
  const unread = useStore(meeting.state, (state) => (panel === 'chat' ? state.unread : 0));
  const { icon, label } = PANELS[panel];
  return (
    <IconButton
      id={toolOf(panel)}
      icon={icon}
      label={unread ? `${label}, ${unread} new` : label}
      caption={label}
      badge={unread}
      expanded={open}
      class={open ? 'open' : ''}
      onClick={() => meeting.state.patch({ panel: open ? 'none' : panel })}
    />
  );
}
