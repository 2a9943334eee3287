/**
 * Receives small pictures while the network is poor, and big ones when it has been good for a while (spec/16 §9).
 * It switches the cameras that are shown big, and only those it has switched itself go back.
 */

import type { NetworkQuality } from '../api/configs.js';
import type { Plugin, PluginCore } from '../plugin/plugin.js';

/** rtt in milliseconds, loss in per cent, durations in seconds. */
export interface SmallStreamAutoSwitcherOptions {
  rttPoorLimit?: number;
  lossPoorLimit?: number;
  poorDuration?: number;
  rttGoodLimit?: number;
  lossGoodLimit?: number;
  goodDuration?: number;
  /** After a switch, nothing is judged for this long. */
  sleepTime?: number;
  /** So often it goes down; then it stays there. */
  maxAutoSwitchToSmallCount?: number;
}

const defaults: Required<SmallStreamAutoSwitcherOptions> = {
  rttPoorLimit: 300,
  lossPoorLimit: 20,
  poorDuration: 10,
  rttGoodLimit: 150,
  lossGoodLimit: 5,
  goodDuration: 30,
  sleepTime: 10,
  maxAutoSwitchToSmallCount: 5,
};

/** Quality is told every two seconds. */
const secondsBetweenReports = 2;

export class SmallStreamAutoSwitcher implements Plugin {
  static readonly Name: string = 'SmallStreamAutoSwitcher';
  private limits = defaults;
  private readonly switched = new Set<string>();
  private poorFor = 0;
  private goodFor = 0;
  private sleepsFor = 0;
  private timesDown = 0;

  constructor(private readonly core: PluginCore) {}

  async start(options: SmallStreamAutoSwitcherOptions = {}): Promise<void> {
    await this.stop();
    this.limits = { ...defaults, ...options };
    this.core.emitter.on('network-quality', this.judge);
  }

  async update(options: SmallStreamAutoSwitcherOptions): Promise<void> {
    this.limits = { ...this.limits, ...options };
  }

  async stop(): Promise<void> {
    this.core.emitter.off('network-quality', this.judge);
    this.switched.clear();
    this.poorFor = 0;
    this.goodFor = 0;
    this.sleepsFor = 0;
    this.timesDown = 0;
  }

  private readonly judge = ({ downlinkRTT, downlinkLoss }: NetworkQuality) => {
    const { limits } = this;
    if (this.sleepsFor > 0) {
      this.sleepsFor -= secondsBetweenReports;
      return;
    }
    const poor = downlinkRTT > limits.rttPoorLimit || downlinkLoss > limits.lossPoorLimit;
    const good = downlinkRTT < limits.rttGoodLimit && downlinkLoss < limits.lossGoodLimit;
    this.poorFor = poor ? this.poorFor + secondsBetweenReports : 0;
    this.goodFor = good ? this.goodFor + secondsBetweenReports : 0;
    if (this.poorFor >= limits.poorDuration && this.timesDown < limits.maxAutoSwitchToSmallCount) this.goDown();
    else if (this.goodFor >= limits.goodDuration && this.switched.size > 0) this.goUp();
  };

  private goDown(): void {
    const big = this.core.shownCameras().filter(({ layer }) => layer === 'big');
    if (big.length === 0) return;
    this.timesDown++;
    this.rest();
    for (const { userId } of big) {
      this.switched.add(userId);
      this.switchTo(userId, 'small');
    }
  }

  private goUp(): void {
    this.rest();
    for (const userId of this.switched) this.switchTo(userId, 'big');
    this.switched.clear();
  }

  private rest(): void {
    this.sleepsFor = this.limits.sleepTime;
    this.poorFor = 0;
    this.goodFor = 0;
  }

  private switchTo(userId: string, layer: 'big' | 'small'): void {
    const failed = (error: unknown) => this.core.log.warn(`the picture of ${userId} could not be switched`, error);
    this.core.switchLayer(userId, layer).catch(failed);
  }
}

export default SmallStreamAutoSwitcher;
