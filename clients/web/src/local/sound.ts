/**
 * One user has one sound: the microphone, with the sound of a shared screen and of the mixer in it (spec/10 §8.1). A
 * single input at its own volume is sent as it is; anything else goes through a mix.
 */

import { sharedAudioContext } from '../audio-context.js';
import { resolveAudioProfile } from '../profiles.js';
import type { SendOptions } from '../session.js';
import type { Publication } from './publication.js';

export interface SoundInput {
  track: MediaStreamTrack;
  /** 1 is as captured. */
  gain: number;
  muted: boolean;
  publish: boolean;
}

export type SoundProfile = Parameters<typeof resolveAudioProfile>[0];

interface MixedInput {
  source: MediaStreamAudioSourceNode;
  gain: GainNode;
}

export class Sound {
  profile: SoundProfile;
  private readonly inputs = new Map<string, SoundInput>();
  private readonly mixed = new Map<string, MixedInput>();
  private destination: MediaStreamAudioDestinationNode | null = null;

  constructor(private readonly publication: Publication) {}

  async set(name: string, input: SoundInput): Promise<void> {
    this.inputs.set(name, input);
    await this.send();
  }

  async remove(name: string): Promise<void> {
    if (this.inputs.delete(name)) await this.send();
  }

  /** What is sent, or would be in a room. */
  output(): MediaStreamTrack | null {
    const heard = this.published();
    const [only] = heard.values();
    if (!only) return null;
    return heard.size === 1 && only.gain === 1 ? only.track : (this.destination?.stream.getAudioTracks()[0] ?? null);
  }

  private published(): Map<string, SoundInput> {
    return new Map([...this.inputs].filter(([, input]) => input.publish));
  }

  private async send(): Promise<void> {
    const heard = this.published();
    this.mix(heard);
    const track = this.output();
    if (!track) return this.publication.want(null);
    const muted = [...heard.values()].every((input) => input.muted);
    await this.publication.want(this.sending(track, muted));
  }

  private sending(track: MediaStreamTrack, muted: boolean): SendOptions {
    const profile = resolveAudioProfile(this.profile);
    return { track, muted, bitrate: profile.bitrate, stereo: profile.channelCount === 2 };
  }

  private mix(heard: Map<string, SoundInput>): void {
    const [only] = heard.values();
    const asItIs = heard.size === 0 || (heard.size === 1 && only?.gain === 1);
    for (const [name, { source, gain }] of this.mixed) {
      const input = asItIs ? undefined : heard.get(name);
      if (input && source.mediaStream.getAudioTracks()[0] === input.track) continue;
      source.disconnect();
      gain.disconnect();
      this.mixed.delete(name);
    }
    if (asItIs) this.destination = null;
    else for (const [name, input] of heard) this.connect(name, input);
  }

  private connect(name: string, input: SoundInput): void {
    const context = sharedAudioContext();
    this.destination ??= context.createMediaStreamDestination();
    const known = this.mixed.get(name);
    const gain = known?.gain ?? context.createGain();
    gain.gain.value = input.muted ? 0 : input.gain;
    if (known) return;
    const source = context.createMediaStreamSource(new MediaStream([input.track]));
    source.connect(gain).connect(this.destination);
    this.mixed.set(name, { source, gain });
  }
}
