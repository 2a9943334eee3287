/** The plugins of one client. */

import type { PluginWithAssets } from '../api/configs.js';
import { ErrorCode } from '../api/constants.js';
import { invalidOperation, RtcError } from '../errors.js';
import type { Plugin, PluginCore, TRTCPlugin } from './plugin.js';

export class Plugins {
  private readonly known = new Map<string, Plugin>();

  constructor(
    private readonly core: PluginCore,
    builtIn: TRTCPlugin[],
  ) {
    for (const plugin of builtIn) this.use(plugin);
  }

  use(given: PluginWithAssets | TRTCPlugin): void {
    const PluginClass = 'plugin' in given ? given.plugin : given;
    if (!this.known.has(PluginClass.Name)) this.known.set(PluginClass.Name, new PluginClass(this.core));
  }

  async start(name: string, options: unknown): Promise<unknown> {
    return this.named(name, 'startPlugin').start(options);
  }

  async update(name: string, options: unknown): Promise<unknown> {
    const plugin = this.named(name, 'updatePlugin');
    if (!plugin.update) throw invalidOperation(undefined, 'updatePlugin', `${name} has nothing to change`);
    return plugin.update(options);
  }

  async stop(name: string, options: unknown): Promise<unknown> {
    return this.named(name, 'stopPlugin').stop(options);
  }

  async stopAll(): Promise<void> {
    await Promise.allSettled([...this.known.values()].map(async (plugin) => plugin.stop()));
  }

  private named(name: string, functionName: string): Plugin {
    const plugin = this.known.get(name);
    if (plugin) return plugin;
    throw new RtcError({
      code: ErrorCode.INVALID_PARAMETER,
      functionName,
      message: `there is no plugin '${name}'; register it by TRTC.create({ plugins: [...] }) or use(...)`,
    });
  }
}
