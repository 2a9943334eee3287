/** `callExperimentalAPI` (spec/16 §3.6). */

import { ErrorCode } from './api/constants.js';
import type {
  EnableAudioFrameEventOptions,
  RemotePlayerOptions,
  RequestFullScreenOptions,
  RequestPictureInPictureOptions,
} from './api/experimental.js';
import type { Client } from './client.js';
import { ExtraCode, invalidOperation, notSupported, RtcError } from './errors.js';
import type { RemoteVideo } from './remote/remote-video.js';

const name = 'callExperimentalAPI';

type Call = (client: Client, options: never) => Promise<unknown>;

const calls: Readonly<Record<string, Call>> = {
  getUsage: async (client) => client.room.need(name).usage(),
  resumeRemotePlayer: async (client, options: RemotePlayerOptions) => {
    await Promise.all(players(client, options).map((player) => player.resume()));
  },
  pauseRemotePlayer: async (client, options: RemotePlayerOptions) => {
    for (const player of players(client, options)) player.pause();
  },
  requestPictureInPicture: async (client, { enable }: RequestPictureInPictureOptions) =>
    shownPicture(client).pictureInPicture(enable),
  requestFullScreen: async (client, { enable }: RequestFullScreenOptions) => shownPicture(client).fullScreen(enable),
  enableAudioFrameEvent: async (client, options: EnableAudioFrameEventOptions) => client.audioFrames.set(options),
  switchPlaybackQuality: unsupported('switchPlaybackQuality'),
  // Entering is one round trip already; there is nothing to prepare.
  preconnect: async () => undefined,
};

export async function experimental(client: Client, call: string, options: unknown): Promise<unknown> {
  const known = Object.hasOwn(calls, call) ? calls[call] : undefined;
  if (known) return known(client, (options ?? {}) as never);
  throw new RtcError({
    code: ErrorCode.INVALID_PARAMETER,
    functionName: name,
    message: `there is no experimental call '${call}'`,
  });
}

function players(client: Client, { userId, streamType }: RemotePlayerOptions) {
  if (streamType) {
    const video = client.remotes.video(userId, streamType);
    return video ? [video.shown] : [];
  }
  const audio = client.remotes.audio(userId);
  return audio ? [audio] : [];
}

function shownPicture(client: Client): RemoteVideo {
  const [first] = client.remotes.shownCameras();
  if (first) return first;
  throw invalidOperation(undefined, name, 'no picture of anybody is shown');
}

function unsupported(call: string): Call {
  return async () => {
    throw notSupported(ExtraCode.PLUGIN_UNSUPPORTED, name, `'${call}' is not part of this client`);
  };
}
