/**
 * Raw sound in pieces of 40 ms (spec/16 §5 `audio-frame`, §7.4 `EnableAudioFrameEventOptions`): one's own, one
 * user's, or everybody else's as one mix. Two channels come interleaved.
 */

import type { EnableAudioFrameEventOptions } from './api/experimental.js';
import type { Emitter } from './emitter.js';
import { check, type Rule } from './rules/rule.js';

/** Who is heard as that user id; `''` oneself, `'*'` everybody else. */
export type TracksOf = (userId: string) => MediaStreamTrack[];

const optionsRule: Rule = {
  type: 'object',
  required: true,
  properties: {
    enable: { type: 'boolean', required: true },
    userId: { type: 'string', required: true },
    sampleRate: { values: [8000, 16000, 32000, 44100, 48000] },
    channelCount: { values: [1, 2] },
  },
};

/** Runs in the audio thread, which gives 128 samples at a time. */
const collector = `
registerProcessor('parley-frames', class extends AudioWorkletProcessor {
  constructor({ processorOptions: { channelCount, length } }) {
    super();
    this.channelCount = channelCount;
    this.frame = new Float32Array(length);
    this.filled = 0;
    this.target = this.port;
    this.port.onmessage = ({ data }) => { this.target = data; };
  }
  process([channels]) {
    const samples = channels[0]?.length ?? 128;
    for (let index = 0; index < samples; index++) {
      for (let channel = 0; channel < this.channelCount; channel++) {
        const source = channels[channel] ?? channels[0];
        this.frame[this.filled++] = source ? source[index] : 0;
      }
      if (this.filled === this.frame.length) {
        this.target.postMessage(this.frame.slice());
        this.filled = 0;
      }
    }
    return true;
  }
});`;

class Collection {
  private readonly sources = new Map<MediaStreamTrack, AudioNode>();

  constructor(
    private readonly context: AudioContext,
    private readonly node: AudioWorkletNode,
  ) {}

  hear(tracks: MediaStreamTrack[]): void {
    for (const [track, source] of this.sources) {
      if (tracks.includes(track)) continue;
      source.disconnect();
      this.sources.delete(track);
    }
    for (const track of tracks) {
      if (this.sources.has(track)) continue;
      const source = this.context.createMediaStreamSource(new MediaStream([track]));
      source.connect(this.node);
      this.sources.set(track, source);
    }
  }

  async stop(): Promise<void> {
    this.hear([]);
    this.node.disconnect();
    await this.context.close();
  }
}

export class AudioFrames {
  private readonly collections = new Map<string, Collection>();

  constructor(
    private readonly emitter: Emitter,
    private readonly tracksOf: TracksOf,
  ) {}

  async set(options: EnableAudioFrameEventOptions): Promise<void> {
    check(options, optionsRule, 'options', 'callExperimentalAPI');
    await this.end(options.userId);
    if (!options.enable) return;
    const collection = await this.begin(options);
    this.collections.set(options.userId, collection);
    if (this.collections.size === 1) this.emitter.on('track', this.refresh);
    this.refresh();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.collections.keys()].map((userId) => this.end(userId)));
  }

  private async begin({ sampleRate = 48000, channelCount = 1, port }: EnableAudioFrameEventOptions) {
    const context = new AudioContext({ sampleRate });
    const module = URL.createObjectURL(new Blob([collector], { type: 'text/javascript' }));
    try {
      await context.audioWorklet.addModule(module);
    } finally {
      URL.revokeObjectURL(module);
    }
    const length = (sampleRate / 25) * channelCount;
    const node = new AudioWorkletNode(context, 'parley-frames', {
      numberOfOutputs: 0,
      processorOptions: { channelCount, length },
    });
    if (port) node.port.postMessage(port, [port]);
    else node.port.onmessage = ({ data }) => this.emitter.emit('audio-frame', { data });
    return new Collection(context, node);
  }

  private async end(userId: string): Promise<void> {
    const collection = this.collections.get(userId);
    if (!collection) return;
    this.collections.delete(userId);
    if (this.collections.size === 0) this.emitter.off('track', this.refresh);
    await collection.stop();
  }

  /** Tracks come and go; each time one is announced, who is heard is looked up anew. */
  private readonly refresh = () => {
    for (const [userId, collection] of this.collections) collection.hear(this.tracksOf(userId));
  };
}
