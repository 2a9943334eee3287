/** Plugins that are there without being registered. */

import type { TRTCPlugin } from './plugin.js';

export const builtInPlugins: TRTCPlugin[] = [];
