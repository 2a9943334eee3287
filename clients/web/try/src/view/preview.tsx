import type { Meeting } from '../meeting/meeting.js';
import { useStore } from '../store.js';
import { Icon } from './icons.js';
import { OwnPicture } from './own-picture.js';
import { Avatar, IconButton } from './parts.js';

interface Wishes {
  microphone: boolean;
  camera: boolean;
}

interface PreviewProps {
  meeting: Meeting;
  name: string;
  wishes: Wishes;
  onChange: (wishes: Wishes) => void;
  /** In the audience nothing is sent. */
  watching: boolean;
}

/** How one will be seen. Nothing is opened before it is asked for. */
export function Preview({ meeting, name, wishes, onChange, watching }: PreviewProps) {
  const camera = useStore(meeting.state, (state) => state.camera);
  const setCamera = (on: boolean) => {
    onChange({ ...wishes, camera: on });
    void meeting.media.setCamera(on);
  };
  if (watching) {
    return (
      <section class="preview" aria-label="Preview">
        <Avatar name={name} />
        <p>You join unseen and unheard. You can go on stage later.</p>
      </section>
    );
  }
  return (
    <section class="preview" aria-label="Preview">
      <OwnPicture media={meeting.media} />
      {camera === 'on' ? null : <Waiting name={name} wishes={wishes} onLook={() => setCamera(true)} />}
      <div class="preview-tools">
        <IconButton
          icon={wishes.microphone ? 'microphone' : 'microphoneOff'}
          label={wishes.microphone ? 'Join without microphone' : 'Join with microphone'}
          class={wishes.microphone ? '' : 'off'}
          disabled={!window.isSecureContext}
          onClick={() => onChange({ ...wishes, microphone: !wishes.microphone })}
        />
        <IconButton
          icon={wishes.camera ? 'camera' : 'cameraOff'}
          label={wishes.camera ? 'Join without camera' : 'Join with camera'}
          class={wishes.camera ? '' : 'off'}
          disabled={!window.isSecureContext || camera === 'busy'}
          onClick={() => setCamera(!wishes.camera)}
        />
      </div>
    </section>
  );
}

function Waiting({ name, wishes, onLook }: { name: string; wishes: Wishes; onLook: () => void }) {
  if (!window.isSecureContext) {
    return (
      <div class="waiting">
        <Icon name="alert" />
        <p>Browsers open camera and microphone only for https:// pages. You can still watch, listen and write.</p>
      </div>
    );
  }
  return (
    <div class="waiting">
      <Avatar name={name} />
      {wishes.camera ? (
        <>
          <p>The camera opens when you join.</p>
          <button type="button" class="quiet" onClick={onLook}>
            Look at it now
          </button>
        </>
      ) : (
        <p>You join without a picture.</p>
      )}
    </div>
  );
}
