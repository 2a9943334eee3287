/** Switches to small pictures on bad networks. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../plugin/plugin.js';

export interface SmallStreamAutoSwitcherOptions {
  rttPoorLimit?: number;
  lossPoorLimit?: number;
  poorDuration?: number;
  rttGoodLimit?: number;
  lossGoodLimit?: number;
  goodDuration?: number;
  sleepTime?: number;
  maxAutoSwitchToSmallCount?: number;
}

export class SmallStreamAutoSwitcher extends UnsupportedPlugin {
  static readonly Name: string = 'SmallStreamAutoSwitcher';

  start(_options: SmallStreamAutoSwitcherOptions): Promise<never> {
    return this.refuse();
  }

  update(_options: SmallStreamAutoSwitcherOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export default SmallStreamAutoSwitcher;
