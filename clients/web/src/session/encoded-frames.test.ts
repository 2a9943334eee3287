import { beforeEach, describe, expect, it } from 'vitest';
import { seiPayloads } from '../messages/sei.js';
import { EncodedFrames, type SeenSei } from './encoded-frames.js';

const SLICE = [0, 0, 0, 1, 0x41, 0x9a, 0x01];
const VP8_FRAME = [0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a];

interface Frame {
  data: ArrayBuffer;
  getMetadata(): { synchronizationSource: number };
}

let now: number;
let seen: SeenSei[];
let frames: EncodedFrames;

beforeEach(() => {
  now = 0;
  seen = [];
  frames = new EncodedFrames(
    () => now,
    (sei) => seen.push(sei),
  );
});

function frame(bytes: number[], layer = 1): Frame {
  return { data: Uint8Array.from(bytes).buffer, getMetadata: () => ({ synchronizationSource: layer }) };
}

/** A sender or receiver whose frames the test puts in and takes out. */
class End {
  readonly track = { kind: 'video' };
  private readonly before = new TransformStream<Frame, Frame>();
  private readonly after = new TransformStream<Frame, Frame>();
  private readonly writer = this.before.writable.getWriter();
  private readonly reader = this.after.readable.getReader();

  createEncodedStreams() {
    return { readable: this.before.readable, writable: this.after.writable };
  }

  /** The bytes of the frame after it has passed. */
  async pass(given: Frame): Promise<Uint8Array> {
    void this.writer.write(given);
    const { value } = await this.reader.read();
    return new Uint8Array(value?.data ?? new ArrayBuffer(0));
  }
}

function sender(source: 'main' | 'aux' = 'main'): End {
  const end = new End();
  frames.send(source, end as unknown as RTCRtpSender);
  return end;
}

function texts(bytes: Uint8Array): string[] {
  return seiPayloads(bytes).map(({ data }) => new TextDecoder().decode(data));
}

function write(text: string, source: 'main' | 'aux' = 'main'): void {
  frames.write(source, 243, new TextEncoder().encode(text));
}

describe('what is written', () => {
  it('goes with the next frame of each layer, once', async () => {
    const end = sender();
    write('one');
    write('two');

    expect(texts(await end.pass(frame(SLICE, 1)))).toEqual(['one', 'two']);
    expect(texts(await end.pass(frame(SLICE, 1)))).toEqual([]);
    expect(texts(await end.pass(frame(SLICE, 2)))).toEqual(['one', 'two']);
    write('three');
    expect(texts(await end.pass(frame(SLICE, 2)))).toEqual(['three']);
  });

  it('is refused where the browser gives no access to frames', () => {
    frames.send('main', {} as RTCRtpSender);
    expect(frames.write('main', 243, Uint8Array.of(1))).toBe(false);
    sender('main');
    expect(frames.write('main', 243, Uint8Array.of(1))).toBe(true);
  });

  it('goes with its own source', async () => {
    const [main, aux] = [sender('main'), sender('aux')];
    write('screen', 'aux');

    expect(texts(await main.pass(frame(SLICE)))).toEqual([]);
    expect(texts(await aux.pass(frame(SLICE)))).toEqual(['screen']);
  });

  it('is given up when no frame comes for 5 seconds', async () => {
    const end = sender();
    write('old');
    now = 5000;

    expect([...(await end.pass(frame(SLICE)))]).toEqual(SLICE);
  });

  it('does not touch frames of another codec', async () => {
    const end = sender();
    write('lost');

    expect([...(await end.pass(frame(VP8_FRAME)))]).toEqual(VP8_FRAME);
  });
});

describe('what is received', () => {
  it('is told with whose it is, and stays in the frame', async () => {
    const sending = sender();
    const end = new End();
    frames.receive(end as unknown as RTCRtpReceiver, () => ({ userId: 'bob', source: 'aux' }));
    write('hello');
    const sent = await sending.pass(frame(SLICE));
    const passed = await end.pass(frame([...sent]));

    expect(seen).toEqual([
      { userId: 'bob', source: 'aux', payloadType: 243, data: new TextEncoder().encode('hello').buffer },
    ]);
    expect(passed).toEqual(sent);
  });

  it('passes when nobody is subscribed to', async () => {
    const end = new End();
    frames.receive(end as unknown as RTCRtpReceiver, () => undefined);

    expect([...(await end.pass(frame(SLICE)))]).toEqual(SLICE);
    expect(seen).toEqual([]);
  });
});
