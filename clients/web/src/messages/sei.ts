/** Network abstraction layer units of H264 in Annex B form: those that carry messages (spec/13 §2.2). */

const SEI = 6;
const ACCESS_UNIT_DELIMITER = 9;
const SEQUENCE_PARAMETERS = 7;
const PICTURE_PARAMETERS = 8;
const TRAILING = 0x80;
/** `user_data_unregistered`, and the one the official clients use by default. */
const CARRIED_TYPES: ReadonlySet<number> = new Set([5, 243]);

export interface SeiPayload {
  payloadType: number;
  data: Uint8Array<ArrayBuffer>;
}

/** The unit without its start code: header, type, size, payload, trailing bits. */
export function seiUnit({ payloadType, data }: SeiPayload): Uint8Array<ArrayBuffer> {
  const size = [...new Array<number>(Math.floor(data.length / 255)).fill(0xff), data.length % 255];
  return Uint8Array.from([SEI, ...escaped([payloadType, ...size, ...data]), TRAILING]);
}

/** The frame with the units in front of its first slice, after delimiter and parameter sets. */
export function withUnits(frame: Uint8Array, units: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const position = firstSlice(frame);
  const inserted = units.flatMap((unit) => [0, 0, 0, 1, ...unit]);
  const result = new Uint8Array(frame.length + inserted.length);
  result.set(frame.subarray(0, position));
  result.set(inserted, position);
  result.set(frame.subarray(position), position + inserted.length);
  return result;
}

/** What the units of a frame carry, of the types that are passed on, in their order. */
export function seiPayloads(frame: Uint8Array): SeiPayload[] {
  return units(frame)
    .map(({ from, to }) => frame.subarray(from, to))
    .filter((unit) => unitType(unit) === SEI)
    .flatMap((unit) => payloads(unescaped(unit.subarray(1))));
}

/** Whether the bytes begin with a start code, as every frame of H264 does. */
export function hasStartCode(frame: Uint8Array): boolean {
  return frame[0] === 0 && frame[1] === 0 && (frame[2] === 1 || (frame[2] === 0 && frame[3] === 1));
}

function firstSlice(frame: Uint8Array): number {
  const before = new Set([ACCESS_UNIT_DELIMITER, SEQUENCE_PARAMETERS, PICTURE_PARAMETERS, SEI]);
  const slice = units(frame).find(({ from, to }) => !before.has(unitType(frame.subarray(from, to)) ?? 0));
  return slice?.start ?? frame.length;
}

/** Where units are: `start` counts the start code in, `from` does not. */
function units(frame: Uint8Array): { start: number; from: number; to: number }[] {
  const found: { start: number; from: number; to: number }[] = [];
  for (let position = 0; position + 2 < frame.length; position++) {
    if (frame[position] === 0 && frame[position + 1] === 0 && frame[position + 2] === 1) {
      const start = position > 0 && frame[position - 1] === 0 ? position - 1 : position;
      const last = found.at(-1);
      if (last) {
        last.to = start;
      }
      found.push({ start, from: position + 3, to: frame.length });
      position += 2;
    }
  }
  return found;
}

function unitType(unit: Uint8Array): number | undefined {
  const header = unit[0];
  return header === undefined ? undefined : header & 0x1f;
}

function payloads(content: Uint8Array<ArrayBuffer>): SeiPayload[] {
  const found: SeiPayload[] = [];
  let position = 0;
  const number = () => {
    let value = 0;
    while (content[position] === 0xff) {
      value += 255;
      position++;
    }
    value += content[position] ?? 0;
    position++;
    return value;
  };
  while (position + 2 < content.length) {
    const payloadType = number();
    const size = number();
    const data = content.slice(position, position + size);
    position += size;
    if (data.length === size && CARRIED_TYPES.has(payloadType)) {
      found.push({ payloadType, data });
    }
  }
  return found;
}

/** After two zeros no byte below 4 may follow: a 3 is put between (ITU-T H.264 §7.4.1). */
function escaped(content: readonly number[]): number[] {
  const result: number[] = [];
  let zeros = 0;
  for (const byte of content) {
    if (zeros === 2 && byte <= 3) {
      result.push(3);
      zeros = 0;
    }
    result.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return result;
}

function unescaped(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const result: number[] = [];
  let zeros = 0;
  for (const byte of content) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    result.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Uint8Array.from(result);
}
