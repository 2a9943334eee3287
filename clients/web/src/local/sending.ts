/** How a configuration is sent. */

import type { LocalVideoConfig, QosPreference, VideoProfile } from '../api/configs.js';
import type { Logger } from '../logger.js';
import { fitsBeside, resolveSmallProfile } from '../profiles.js';
import type { SendOptions } from '../session.js';

type Small = NonNullable<LocalVideoConfig['option']>['small'];

/** A small picture that is bigger than the big one in anything is left out (spec/16 §3.3). */
export function smallPicture(small: Small, big: VideoProfile, log: Logger): VideoProfile | undefined {
  if (!small) return undefined;
  const profile = resolveSmallProfile(small);
  if (fitsBeside(big, profile)) return profile;
  log.warn('the small picture is left out: it must not exceed the big one', { big, small: profile });
  return undefined;
}

export function videoSending(
  track: MediaStreamTrack,
  muted: boolean,
  profile: VideoProfile,
  preference: QosPreference,
  small?: VideoProfile,
): SendOptions {
  const options: SendOptions = {
    track,
    muted,
    bitrate: profile.bitrate,
    frameRate: profile.frameRate,
    contentHint: preference === 'clear' ? 'detail' : 'motion',
  };
  if (small) options.small = small;
  return options;
}
