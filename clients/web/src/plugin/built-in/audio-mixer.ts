/** Plays sound files and sends them along with the microphone (spec/16 §9 `AudioMixer`). */

import { ErrorCode } from '../../api/constants.js';
import { sharedAudioContext } from '../../audio-context.js';
import { RtcError } from '../../errors.js';
import type { AudioMixerOptions, StopAudioMixerOptions, UpdateAudioMixerOptions } from '../built-in-options.js';
import type { Plugin, PluginCore } from '../plugin.js';

interface Music {
  element: HTMLAudioElement;
  source: AudioNode;
  gain: GainNode;
}

export class AudioMixer implements Plugin {
  static readonly Name: string = 'AudioMixer';
  private readonly playing = new Map<string, Music>();

  constructor(private readonly core: PluginCore) {}

  async start({ id, url, loop = false, volume = 1 }: AudioMixerOptions): Promise<void> {
    if (!id || !url) throw wrong('startPlugin', "AudioMixer needs 'id' and 'url'");
    if (this.playing.has(id)) throw wrong('startPlugin', `AudioMixer plays '${id}' already`);
    const element = document.createElement('audio');
    element.crossOrigin = 'anonymous';
    element.loop = loop;
    element.src = url;
    const context = sharedAudioContext();
    const source = context.createMediaElementSource(element);
    const gain = context.createGain();
    gain.gain.value = volume;
    const destination = context.createMediaStreamDestination();
    source.connect(gain);
    gain.connect(destination);
    gain.connect(context.destination);
    this.playing.set(id, { element, source, gain });
    const [track] = destination.stream.getAudioTracks();
    try {
      await element.play();
      if (track) await this.core.mixIn(inputOf(id), { track, gain: 1, muted: false, publish: true });
    } catch (error) {
      await this.end(id);
      throw error;
    }
  }

  async update({ id, loop, volume, seekFrom, operation }: UpdateAudioMixerOptions): Promise<void> {
    const music = this.playing.get(id);
    if (!music) throw wrong('updatePlugin', `AudioMixer plays no '${id}'`);
    if (loop !== undefined) music.element.loop = loop;
    if (volume !== undefined) music.gain.gain.value = volume;
    if (seekFrom !== undefined) music.element.currentTime = seekFrom;
    if (operation === 'pause') music.element.pause();
    else if (operation === 'resume') await music.element.play();
    else if (operation === 'stop') await this.end(id);
  }

  /** Without an id everything ends, as when the client is destroyed. */
  async stop(options?: StopAudioMixerOptions): Promise<void> {
    const ids = options?.id === undefined || options.id === '*' ? [...this.playing.keys()] : [options.id];
    await Promise.all(ids.map((id) => this.end(id)));
  }

  private async end(id: string): Promise<void> {
    const music = this.playing.get(id);
    if (!music) return;
    this.playing.delete(id);
    music.element.pause();
    music.source.disconnect();
    music.gain.disconnect();
    await this.core.mixIn(inputOf(id), null);
  }
}

function inputOf(id: string): string {
  return `mixer:${id}`;
}

function wrong(functionName: string, message: string): RtcError {
  return new RtcError({ code: ErrorCode.INVALID_PARAMETER, functionName, message });
}
