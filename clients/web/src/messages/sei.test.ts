import { describe, expect, it } from 'vitest';
import { hasStartCode, seiPayloads, seiUnit, withUnits } from './sei.js';

const START = [0, 0, 0, 1];
const DELIMITER = [...START, 0x09, 0xf0];
const SEQUENCE = [...START, 0x67, 0x42, 0xe0, 0x1f];
const PICTURE = [...START, 0x68, 0xce, 0x3c, 0x80];
const KEY_SLICE = [...START, 0x65, 0x88, 0x84];
const SLICE = [0, 0, 1, 0x41, 0x9a];

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.split(' ').filter(Boolean), (pair) => Number.parseInt(pair, 16));
}

function unit(payloadType: number, payload: string): Uint8Array {
  return seiUnit({ payloadType, data: bytes(payload) });
}

describe('the unit (spec/13 §2.2)', () => {
  it('of 01 02 03 is as the contract says', () => {
    expect(unit(243, '01 02 03')).toEqual(bytes('06 F3 03 01 02 03 80'));
  });

  it('of 00 00 01 is kept from looking like a start code', () => {
    expect(unit(243, '00 00 01')).toEqual(bytes('06 F3 03 00 00 03 01 80'));
  });

  it('of 300 bytes has its size in two bytes', () => {
    const data = new Uint8Array(300).fill(0xaa);
    const built = seiUnit({ payloadType: 243, data });
    expect([...built.subarray(0, 4)]).toEqual([0x06, 0xf3, 0xff, 0x2d]);
    expect(built).toHaveLength(4 + 300 + 1);
  });

  it('of 255 bytes has a size that ends with zero, and zeros behind it are kept apart too', () => {
    const data = new Uint8Array(255);
    const built = seiUnit({ payloadType: 5, data });
    expect([...built.subarray(0, 8)]).toEqual([0x06, 0x05, 0xff, 0x00, 0x00, 0x03, 0x00, 0x00]);
    expect(seiPayloads(Uint8Array.of(...START, ...built))).toEqual([{ payloadType: 5, data }]);
  });
});

describe('a frame', () => {
  it('carries the unit before its first slice, after delimiter and parameter sets', () => {
    const frame = Uint8Array.of(...DELIMITER, ...SEQUENCE, ...PICTURE, ...KEY_SLICE, ...SLICE);
    const built = unit(243, '01 02 03');

    expect([...withUnits(frame, [built])]).toEqual([
      ...DELIMITER,
      ...SEQUENCE,
      ...PICTURE,
      ...START,
      ...built,
      ...KEY_SLICE,
      ...SLICE,
    ]);
  });

  it('of one slice carries the units in front, in their order', () => {
    const units = [unit(243, '01'), unit(5, '02')];
    const frame = withUnits(Uint8Array.of(...SLICE), units);

    expect([...frame]).toEqual([...START, ...(units[0] ?? []), ...START, ...(units[1] ?? []), ...SLICE]);
    expect(seiPayloads(frame).map(({ payloadType, data }) => [payloadType, ...data])).toEqual([
      [243, 1],
      [5, 2],
    ]);
  });

  it.each([1, 2, 3, 254, 255, 256, 510, 1000])('gives %d bytes back as they were', (size) => {
    const data = Uint8Array.from({ length: size }, (_, index) => (index % 5 === 4 ? index % 4 : 0));
    const frame = withUnits(Uint8Array.of(...SEQUENCE, ...PICTURE, ...KEY_SLICE), [
      seiUnit({ payloadType: 243, data }),
    ]);

    expect(seiPayloads(frame)).toEqual([{ payloadType: 243, data }]);
  });

  it('with several messages in one unit gives those of the types that count', () => {
    const frame = Uint8Array.of(...START, 0x06, 0x01, 0x01, 0x77, 0xf3, 0x02, 0x0a, 0x0b, 0x80, ...KEY_SLICE);
    expect(seiPayloads(frame)).toEqual([{ payloadType: 243, data: Uint8Array.of(0x0a, 0x0b) }]);
  });

  it('that is cut short gives nothing', () => {
    expect(seiPayloads(Uint8Array.of(...START, 0x06, 0xf3, 0x20, 0x0a, 0x0b, 0x80))).toEqual([]);
    expect(seiPayloads(Uint8Array.of(0, 0))).toEqual([]);
  });

  it('is told from those of other codecs by its start code', () => {
    expect(hasStartCode(Uint8Array.of(...KEY_SLICE))).toBe(true);
    expect(hasStartCode(Uint8Array.of(...SLICE))).toBe(true);
    expect(hasStartCode(Uint8Array.of(0x10, 0x02, 0x00, 0x9d))).toBe(false);
  });
});
