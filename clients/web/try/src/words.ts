/** What the page says when something goes wrong or ends: what happened, and what to do. */

import { RtcError } from 'parley-rtc-web';

export interface Problem {
  title: string;
  text: string;
}

type Device = 'microphone' | 'camera' | 'screen';

const DEVICES: Record<Device, string> = { microphone: 'microphone', camera: 'camera', screen: 'screen' };

const NOT_FOUND: Record<Device, string> = {
  microphone: 'Plug one in, then try again.',
  camera: 'Plug one in, then try again. You can take part without.',
  screen: 'This browser cannot share a screen.',
};

function codeOf(error: unknown): number {
  return error instanceof RtcError ? (error.extraCode ?? error.code) : 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Somebody who closes the browser's own dialog for screens has not met a problem. */
export function isCancelled(error: unknown, device: Device): boolean {
  return device === 'screen' && codeOf(error) === 5302;
}

/** A device does not do what was asked. */
export function deviceProblem(error: unknown, device: Device): Problem {
  const name = DEVICES[device];
  switch (codeOf(error)) {
    case 5301:
      return { title: `No ${name} was found`, text: NOT_FOUND[device] };
    case 5302:
      return {
        title: `The browser keeps the ${name} closed`,
        text: `Allow the ${name} for this page, mostly with the sign beside the address, then try again.`,
      };
    case 5303:
      return { title: `The ${name} is busy`, text: 'Another program or tab uses it. Close that one, then try again.' };
    case 5304:
      return { title: `The ${name} is gone`, text: 'Choose another one in the settings.' };
    case 5201:
      return insecure(name);
    case 5308:
    case 5309:
      return { title: `The ${name} was unplugged`, text: 'Plug it in again, or choose another one in the settings.' };
    default:
      return window.isSecureContext
        ? { title: `The ${name} could not be switched on`, text: messageOf(error) }
        : insecure(name);
  }
}

function insecure(name: string): Problem {
  return {
    title: `No ${name} without HTTPS`,
    text: 'Browsers open devices only for https:// pages and on the machine itself. You can watch, listen and write.',
  };
}

const ENTRY: Record<number, Problem> = {
  5202: {
    title: 'This browser cannot take part',
    text: 'It has no WebRTC. Use a current Chrome, Edge, Firefox or Safari.',
  },
  5501: {
    title: 'No way for sound and picture',
    text: 'The server answers, but its media port does not. Open it in the firewall, UDP or TCP (9002 by default).',
  },
  5502: { title: 'The connection did not come back', text: 'Look after your network, then join again.' },
  70001: { title: 'The ticket has expired', text: 'Make a new UserSig and join again.' },
  70009: { title: 'The ticket is of another key', text: 'Make the UserSig with the secret key of this application.' },
  70013: { title: 'The ticket is somebody else’s', text: 'A UserSig counts for exactly the name it was made for.' },
  70014: { title: 'The ticket is of another application', text: 'Check the SdkAppId.' },
  70020: { title: 'No such application', text: 'This server does not know the SdkAppId. Check it.' },
};

/** A room cannot be entered, or was lost. */
export function roomProblemOf(error: unknown): Problem {
  const known = ENTRY[Math.abs(codeOf(error))];
  return known ?? { title: 'You are not in the room', text: messageOf(error) };
}

/** Why the stay ended, in the words of the event `kicked-out`. */
export function farewell(reason: string): Problem {
  switch (reason) {
    case 'kick':
      return { title: 'You are in the room somewhere else', text: 'The same name entered from another tab or device.' };
    case 'banned':
      return {
        title: 'You were removed from the room',
        text: 'A moderator did this.',
      };
    case 'room_disband':
      return { title: 'The room was closed', text: 'A moderator ended the meeting for everybody.' };
    default:
      return { title: 'Your stay has ended', text: 'You can join again.' };
  }
}

/** Why somebody else left, for `remote-user-exit`. */
export function leaving(name: string, reason: number | undefined): string {
  switch (reason) {
    case 1:
      return `${name} lost the connection`;
    case 2:
      return `${name} was removed`;
    case 3:
      return `${name} is in the audience now`;
    default:
      return `${name} left`;
  }
}
