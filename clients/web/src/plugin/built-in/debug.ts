/** A box over the page with the figures of the last two seconds (spec/16 §9 `Debug`). */

import type { TRTCStatistics } from '../../api/configs.js';
import type { UpdateDebugOptions } from '../built-in-options.js';
import type { Plugin, PluginCore } from '../plugin.js';

const style = [
  'position:fixed;inset:8px 8px auto auto;z-index:2147483000;max-width:min(480px,calc(100vw - 16px))',
  'max-height:50vh;overflow:auto;margin:0;padding:8px 12px;border-radius:8px',
  'background:rgba(16,20,28,.85);color:#d7e3f4;font:12px/1.5 ui-monospace,monospace;white-space:pre-wrap',
].join(';');

export class Debug implements Plugin {
  static readonly Name: string = 'Debug';
  private box: HTMLElement | null = null;

  constructor(private readonly core: PluginCore) {}

  async start(): Promise<void> {
    if (this.box) return;
    this.box = document.createElement('pre');
    this.box.style.cssText = style;
    this.box.textContent = 'waiting for figures';
    document.body.append(this.box);
    this.core.emitter.on('statistics', this.show);
  }

  async update({ visible }: UpdateDebugOptions): Promise<void> {
    await this.start();
    if (this.box) this.box.hidden = !visible;
  }

  async stop(): Promise<void> {
    this.core.emitter.off('statistics', this.show);
    this.box?.remove();
    this.box = null;
  }

  private readonly show = (statistics: TRTCStatistics) => {
    if (this.box) this.box.textContent = describe(statistics);
  };
}

function describe(figures: TRTCStatistics): string {
  const { rtt, upLoss, downLoss, localStatistics: local, remoteStatistics: remotes } = figures;
  const people = remotes.map(({ userId, audio, video }) => [userId, audio.bitrate, ...video.map(pictureOf)].join('  '));
  return [
    `rtt ${rtt} ms, lost ${upLoss} % up, ${downLoss} % down`,
    ['me', local.audio.bitrate, ...local.video.map(pictureOf)].join('  '),
    ...people,
  ].join('\n');
}

function pictureOf(video: TRTCStatistics['localStatistics']['video'][number]): string {
  return `${video.videoType} ${video.width}x${video.height}@${video.frameRate} ${video.bitrate} kbit/s`;
}
