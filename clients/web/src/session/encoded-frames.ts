import { hasStartCode, type SeiPayload, seiPayloads, seiUnit, withUnits } from '../messages/sei.js';
import type { Source } from '../session.js';

/** A message that no frame took by then is given up. */
const LONGEST_WAIT = 5000;
const MOST_WAITING = 64;

/** What Chromium gives access to frames with, not in the standard's types. */
interface EncodedStreams {
  readable: ReadableStream<RTCEncodedVideoFrame>;
  writable: WritableStream<RTCEncodedVideoFrame>;
}
type WithStreams = { createEncodedStreams?: () => EncodedStreams };

interface Waiting {
  number: number;
  unit: Uint8Array;
  since: number;
}

export interface SeenSei {
  userId: string;
  source: Source;
  payloadType: number;
  data: ArrayBuffer;
}

/**
 * Writes messages into frames that are sent and reads them from frames that are received. When access to frames is
 * switched on, every sender and receiver needs somebody who passes its frames on, sound included.
 */
export class EncodedFrames {
  private readonly waiting = new Map<Source, Waiting[]>();
  private readonly accessible = new Set<Source>();
  private lastNumber = 0;

  constructor(
    private readonly now: () => number,
    private readonly seen: (sei: SeenSei) => void,
  ) {}

  /** The next frame of each picture of the source carries it; false when the browser gives no access to frames. */
  write(source: Source, payloadType: number, data: Uint8Array<ArrayBuffer>): boolean {
    if (!this.accessible.has(source)) {
      return false;
    }
    this.lastNumber++;
    const waiting = this.waiting.get(source) ?? [];
    waiting.push({ number: this.lastNumber, unit: seiUnit({ payloadType, data }), since: this.now() });
    this.waiting.set(source, waiting.slice(-MOST_WAITING));
    return true;
  }

  send(source: Source, sender: RTCRtpSender): void {
    const written = new Map<number, number>();
    if (pass(sender as WithStreams, (frame) => this.fill(source, frame, written))) {
      this.accessible.add(source);
    }
  }

  /** @param occupant who is received there now */
  receive(receiver: RTCRtpReceiver, occupant: () => { userId: string; source: Source } | undefined): void {
    pass(receiver as WithStreams, (frame) => {
      const whose = receiver.track.kind === 'video' ? occupant() : undefined;
      const bytes = new Uint8Array(frame.data);
      if (whose && hasStartCode(bytes)) {
        this.tell(whose, seiPayloads(bytes));
      }
    });
  }

  private tell(whose: { userId: string; source: Source }, payloads: readonly SeiPayload[]): void {
    for (const { payloadType, data } of payloads) {
      this.seen({ ...whose, payloadType, data: data.buffer });
    }
  }

  /** @param written the last message that each layer carried, by its SSRC */
  private fill(source: Source, frame: RTCEncodedVideoFrame, written: Map<number, number>): void {
    const messages = this.due(source);
    if (messages.length === 0) {
      return;
    }
    const bytes = new Uint8Array(frame.data);
    const layer = frame.getMetadata().synchronizationSource ?? 0;
    const units = messages.filter(({ number }) => number > (written.get(layer) ?? 0)).map(({ unit }) => unit);
    if (units.length > 0 && hasStartCode(bytes)) {
      frame.data = withUnits(bytes, units).buffer;
      written.set(layer, messages.at(-1)?.number ?? 0);
    }
  }

  private due(source: Source): Waiting[] {
    const waiting = this.waiting.get(source) ?? [];
    const due = waiting.filter(({ since }) => this.now() - since < LONGEST_WAIT);
    if (due.length < waiting.length) {
      this.waiting.set(source, due);
    }
    return due;
  }
}

/** Lets every frame through, each seen once; false when the browser gives no access. */
function pass(end: WithStreams, look: (frame: RTCEncodedVideoFrame) => void): boolean {
  const streams = end.createEncodedStreams?.();
  if (!streams) {
    return false;
  }
  const transform = new TransformStream<RTCEncodedVideoFrame, RTCEncodedVideoFrame>({
    transform(frame, controller) {
      look(frame);
      controller.enqueue(frame);
    },
  });
  // The stream ends with the peer connection; there is nobody left to tell.
  streams.readable
    .pipeThrough(transform)
    .pipeTo(streams.writable)
    .catch(() => undefined);
  return true;
}
