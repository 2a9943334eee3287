/** What a plugin is: a class with a name, made once for a client (spec/16 §9). */

import type { TRTCStreamType } from '../api/constants.js';
import { ErrorCode } from '../api/constants.js';
import type { Emitter } from '../emitter.js';
import { ExtraCode, RtcError } from '../errors.js';
import type { SoundInput } from '../local/sound.js';
import type { Logger } from '../logger.js';
import type { Layer } from '../session.js';

/** What plugins may do with their client. */
export interface PluginCore {
  emitter: Emitter;
  log: Logger;
  /** Sound that is sent beside the microphone's; null ends it. */
  mixIn(name: string, input: SoundInput | null): Promise<void>;
  /** Cameras of others that are shown now. */
  shownCameras(): { userId: string; streamType: TRTCStreamType; layer: Layer | null }[];
  switchLayer(userId: string, layer: Layer): Promise<void>;
}

export interface Plugin {
  // biome-ignore lint/suspicious/noExplicitAny: each plugin has options of its own
  start(options?: any): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: each plugin has options of its own
  update?(options?: any): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: each plugin has options of its own
  stop(options?: any): unknown;
}

export interface TRTCPlugin {
  readonly Name: string;
  new (core: PluginCore): Plugin;
}

/** A plugin that is imported and registered like the official one, and says on `start` that it is not there. */
export abstract class UnsupportedPlugin {
  protected async refuse(): Promise<never> {
    const name = (this.constructor as unknown as { Name: string }).Name;
    throw new RtcError({
      code: ErrorCode.ENV_NOT_SUPPORTED,
      extraCode: ExtraCode.PLUGIN_UNSUPPORTED,
      functionName: 'startPlugin',
      message: `the plugin ${name} is not part of this client`,
    });
  }
}
