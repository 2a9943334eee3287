/** Just enough of Web Audio: nodes that know what they are connected to. */

import { FakeTrack } from './fake-media.js';

export class FakeNode {
  readonly outputs: FakeNode[] = [];

  connect(to: FakeNode): FakeNode {
    this.outputs.push(to);
    return to;
  }

  disconnect(): void {
    this.outputs.length = 0;
  }
}

export class FakeGain extends FakeNode {
  readonly gain = { value: 1 };
}

export class FakeSource extends FakeNode {
  constructor(readonly mediaStream: MediaStream) {
    super();
  }
}

export class FakeDestination extends FakeNode {
  readonly track = new FakeTrack('audio', 'mix');
  readonly stream = { getAudioTracks: () => [this.track] };
}

export class FakeAnalyser extends FakeNode {
  fftSize = 32;

  /** A full-scale square wave. */
  getFloatTimeDomainData(samples: Float32Array): void {
    samples.fill(1);
  }
}

export class FakeAudioContext {
  static readonly sources: FakeSource[] = [];
  readonly state = 'running';
  readonly destination = new FakeNode();

  createGain(): FakeGain {
    return new FakeGain();
  }

  createMediaStreamSource(stream: MediaStream): FakeSource {
    const source = new FakeSource(stream);
    FakeAudioContext.sources.push(source);
    return source;
  }

  createMediaStreamDestination(): FakeDestination {
    return new FakeDestination();
  }

  createAnalyser(): FakeAnalyser {
    return new FakeAnalyser();
  }
}

/** How loud each track goes into a mix, of those that do. */
export function gains(): Record<string, number> {
  const connected = FakeAudioContext.sources.filter(({ outputs }) => outputs.length > 0);
  return Object.fromEntries(
    connected.map((source) => {
      const track = source.mediaStream.getAudioTracks()[0] as unknown as FakeTrack;
      return [track.deviceId, (source.outputs[0] as FakeGain).gain.value];
    }),
  );
}
