/** Plugins that are there without being registered. */

import { AudioMixer } from './built-in/audio-mixer.js';
import { Debug } from './built-in/debug.js';
import { AIDenoiser, AudioProcessor } from './built-in/unsupported.js';
import type { TRTCPlugin } from './plugin.js';

export const builtInPlugins: TRTCPlugin[] = [AudioMixer, Debug, AIDenoiser, AudioProcessor];
