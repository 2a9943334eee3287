/** Drawn for this page: 24 by 24, lines of the text's colour. */
const SHAPES = {
  microphone:
    'M12 3.5a2.8 2.8 0 0 0-2.8 2.8v5.2a2.8 2.8 0 0 0 5.6 0V6.3A2.8 2.8 0 0 0 12 3.5zM5.8 11.3a6.2 6.2 0 0 0 12.4 0M12 17.5V21M9 21h6',
  microphoneOff:
    'M9.2 9.2v2.3a2.8 2.8 0 0 0 4.4 2.3M14.8 10.5V6.3A2.8 2.8 0 0 0 9.4 5.2M5.8 11.3a6.2 6.2 0 0 0 9.8 5M17.7 13.6c.3-.7.5-1.5.5-2.3M12 17.5V21M9 21h6M4 4l16 16',
  camera: 'M5 6.5h8.5a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM15.5 10.8 21 7.5v9l-5.5-3.3',
  cameraOff:
    'M9.5 6.5h4a2 2 0 0 1 2 2v4M15.5 15.5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7c0-.9.6-1.7 1.5-1.9M15.5 10.8 21 7.5v9l-3-1.8M4 4l16 16',
  screen:
    'M4.5 4.5h15a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15V6a1.5 1.5 0 0 1 1.5-1.5zM8.5 20.5h7M12 13.5v-6M9.3 10 12 7.3l2.7 2.7',
  screenOff:
    'M4.5 4.5h15a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15V6a1.5 1.5 0 0 1 1.5-1.5zM8.5 20.5h7M9.7 8.2l4.6 4.6M14.3 8.2l-4.6 4.6',
  chat: 'M5.5 4.5h13A2.5 2.5 0 0 1 21 7v7a2.5 2.5 0 0 1-2.5 2.5H11L6.5 20v-3.5h-1A2.5 2.5 0 0 1 3 14V7a2.5 2.5 0 0 1 2.5-2.5zM7.5 9h9M7.5 12.5h6',
  people:
    'M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19.5c0-3.1 2.6-5 6-5s6 1.9 6 5M15.5 5a3 3 0 0 1 0 5.7M17.3 14.9c2.2.6 3.7 2.2 3.7 4.6',
  invite:
    'M10 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 11zM4 19.5c0-3.1 2.6-5 6-5 1.1 0 2.2.2 3.1.6M18 13.5v6M15 16.5h6',
  leave:
    'M14 7.5V6a2 2 0 0 0-2-2H6.5a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2H12a2 2 0 0 0 2-2v-1.5M9.5 12H21M17.7 8.7 21 12l-3.3 3.3',
  settings:
    'M4 7h8.5M16.5 7H20M4 17h3.5M11.5 17H20M14.5 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9.5 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  pin: 'M9 4h6l-.8 6.2 3 2.8v1.5H6.8V13l3-2.8zM12 14.5V20.5',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9.5 8.5h8A1.5 1.5 0 0 1 19 10v9a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 8 19v-9a1.5 1.5 0 0 1 1.5-1.5zM5.5 15.5H5A1.5 1.5 0 0 1 3.5 14V5A1.5 1.5 0 0 1 5 3.5h8A1.5 1.5 0 0 1 14.5 5',
  send: 'M4 12 20.5 4.5 15 20l-3.2-6.6zM11.8 13.4 20.5 4.5',
  stage: 'M12 15.5V4.5M7.5 9 12 4.5 16.5 9M4.5 19.5h15',
  seat: 'M12 4.5v11M7.5 11l4.5 4.5 4.5-4.5M4.5 19.5h15',
  tab: 'M13.5 4.5H20V11M20 4.5l-8 8M18 14v4.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 4 18.5v-11A1.5 1.5 0 0 1 5.5 6H10',
  check: 'M4.5 12.5l5 5L19.5 7',
  alert:
    'M12 8v5M12 16.5v.5M10.6 4.3 2.9 18a1.6 1.6 0 0 0 1.4 2.4h15.4a1.6 1.6 0 0 0 1.4-2.4L13.4 4.3a1.6 1.6 0 0 0-2.8 0z',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.3 4.3 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2',
} as const;

export type IconName = keyof typeof SHAPES;

/** Always beside a word or inside a button with a name, so it says nothing itself. */
export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}

/** Four bars of which `lit` shine. */
export function Bars({ lit }: { lit: number }) {
  return (
    <svg class={`bars lit-${lit}`} width="18" height="16" viewBox="0 0 18 16" aria-hidden="true" focusable="false">
      {[0, 1, 2, 3].map((bar) => (
        <rect
          key={bar}
          class={bar < lit ? 'on' : ''}
          x={bar * 4.7}
          y={11 - bar * 3.6}
          width="3.2"
          height={5 + bar * 3.6}
          rx="1.2"
        />
      ))}
    </svg>
  );
}

/** The sign of Parley: two who talk. */
export function Sign({ size = 32 }: { size?: number }) {
  return (
    <svg class="sign" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" />
      <path class="one" d="M6 13a6 6 0 0 1 6-6h3a6 6 0 0 1 0 12h-4l-3.5 3v-3.8A6 6 0 0 1 6 13z" />
      <path
        class="other"
        d="M19.5 12.2a5.4 5.4 0 0 1 .5 10.7l-.5 2.9-3-2.9a5.4 5.4 0 0 1-3.9-1.7H15a8 8 0 0 0 4.5-9z"
      />
    </svg>
  );
}
