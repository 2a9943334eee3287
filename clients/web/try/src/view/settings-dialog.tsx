import { useEffect } from 'preact/hooks';
import type { Meeting } from '../meeting/meeting.js';
import type { Devices } from '../state.js';
import { useStore } from '../store.js';
import { Dialog } from './parts.js';

const PROFILES = [
  { value: '360p', label: '640 × 360, counts as SD for one who sees it alone' },
  { value: '720p', label: '1280 × 720, HD' },
  { value: '1080p', label: '1920 × 1080, Full HD' },
] as const;

/** Which devices are used, and how large the own picture is sent. */
export function SettingsDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const devices = useStore(meeting.state, (state) => state.devices);
  useEffect(() => void meeting.media.listDevices(), []);
  const choose = (change: Partial<Devices>) => void meeting.media.choose(change);
  return (
    <Dialog title="Settings" onClose={onClose}>
      <DeviceSelect
        label="Microphone"
        list={devices.microphones}
        value={devices.microphone}
        onChange={(microphone) => choose({ microphone })}
      />
      <DeviceSelect
        label="Camera"
        list={devices.cameras}
        value={devices.camera}
        onChange={(camera) => choose({ camera })}
      />
      <DeviceSelect
        label="Loudspeaker"
        list={devices.speakers}
        value={devices.speaker}
        onChange={(speaker) => choose({ speaker })}
      />
      <div class="field">
        <label for="profile">Your picture</label>
        <select
          id="profile"
          value={devices.profile}
          onChange={(event) => choose({ profile: event.currentTarget.value as Devices['profile'] })}
        >
          {PROFILES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
    </Dialog>
  );
}

interface DeviceSelectProps {
  label: string;
  list: MediaDeviceInfo[];
  value: string;
  onChange: (deviceId: string) => void;
}

function DeviceSelect({ label, list, value, onChange }: DeviceSelectProps) {
  const id = `device-${label.toLowerCase()}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value || list[0]?.deviceId}
        disabled={!list.length}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {list.length ? null : <option value="">none that can be chosen</option>}
        {list.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || `${label} ${index + 1}`}
          </option>
        ))}
      </select>
    </div>
  );
}
