import { beforeEach, describe, expect, it } from 'vitest';
import { TRTC } from '../src/trtc.js';
import { type Bench, bench, entry, settled } from './fakes/client.js';

let at: Bench;
const bytes = (size: number) => new ArrayBuffer(size);
const codes = (code: number, extraCode?: number) => expect.objectContaining({ code, extraCode });

beforeEach(() => {
  TRTC.setServer('https://rooms.example');
  at = bench({ enableSEI: true });
});

const send = (size = 1, cmdId = 1) => at.trtc.sendCustomMessage({ cmdId, data: bytes(size) });

async function asAnchor(): Promise<void> {
  await at.trtc.enterRoom({ ...entry, scene: 'live' });
  await at.trtc.startLocalVideo();
  await settled();
}

describe('custom messages', () => {
  it('go to the room', async () => {
    await asAnchor();
    send(1000, 10);
    expect(at.factory.last.called('sendMessage')).toEqual([[10, bytes(1000)]]);
  });

  it.each([
    [0, 1, 5007],
    [11, 1, 5008],
    [1, 0, 5017],
    [1, 1001, 5018],
  ])('with id %i and %i bytes are refused with %i', async (cmdId, size, extraCode) => {
    await asAnchor();
    expect(() => send(size, cmdId)).toThrowError(codes(5000, extraCode));
  });

  it('need a room and a voice in it', async () => {
    expect(() => send()).toThrowError(codes(5100, 5101));
    await at.trtc.enterRoom({ ...entry, scene: 'live', role: 'audience' });
    expect(() => send()).toThrowError(codes(5100, 5107));
    await at.trtc.switchRole('anchor');
    send();
  });

  it('are thirty in the second that begins with the first', async () => {
    await asAnchor();
    at.clock.now = 5000;
    for (let count = 0; count < 30; count++) send();
    at.clock.now = 5999;
    expect(() => send()).toThrowError(codes(5100));
    at.clock.now = 6000;
    send();
    expect(at.factory.last.called('sendMessage')).toHaveLength(31);
  });

  it('are 8000 bytes in that second', async () => {
    await asAnchor();
    for (let count = 0; count < 8; count++) send(1000);
    expect(() => send(1)).toThrowError(codes(5100));
    at.clock.now = 1000;
    send(1);
  });

  it('arrive as they were sent', async () => {
    await asAnchor();
    const message = { userId: 'bob', cmdId: 3, seq: 17, data: bytes(2) };
    at.factory.last.events.message(message);
    expect(at.payloads('custom-message')).toEqual([message]);
  });
});

describe('messages inside the picture', () => {
  it('go with the camera, or with the screen', async () => {
    await asAnchor();
    await at.trtc.startScreenShare();
    at.trtc.sendSEIMessage(bytes(3));
    at.trtc.sendSEIMessage(bytes(16), { seiPayloadType: 5, toSubStream: true });
    expect(at.factory.last.called('sendSei')).toEqual([
      ['main', 243, bytes(3)],
      ['aux', 5, bytes(16)],
    ]);
  });

  it('need to be enabled, a room and a picture that is published', async () => {
    const plain = bench();
    expect(() => plain.trtc.sendSEIMessage(bytes(1))).toThrowError(codes(5100, 5108));
    expect(() => at.trtc.sendSEIMessage(bytes(1))).toThrowError(codes(5100, 5101));
    await at.trtc.enterRoom(entry);
    expect(() => at.trtc.sendSEIMessage(bytes(1))).toThrowError(codes(5100, 5109));
  });

  it('are refused by form', async () => {
    await asAnchor();
    expect(() => at.trtc.sendSEIMessage(bytes(0))).toThrowError(codes(5000, 5017));
    expect(() => at.trtc.sendSEIMessage(bytes(1001))).toThrowError(codes(5000, 5018));
    expect(() => at.trtc.sendSEIMessage(bytes(1), { seiPayloadType: 100 })).toThrowError(codes(5000, 5005));
  });

  it('do not exist in VP8', async () => {
    await asAnchor();
    at.factory.last.codec = 'VP8';
    expect(() => at.trtc.sendSEIMessage(bytes(1))).toThrowError(codes(5200, 5207));
  });

  it('are counted apart from custom messages', async () => {
    await asAnchor();
    for (let count = 0; count < 30; count++) send();
    for (let count = 0; count < 30; count++) at.trtc.sendSEIMessage(bytes(1));
    expect(() => at.trtc.sendSEIMessage(bytes(1))).toThrowError(codes(5100));
  });

  it('arrive with their stream and type', async () => {
    await asAnchor();
    at.factory.last.events.sei({ userId: 'bob', source: 'aux', payloadType: 5, data: bytes(4) });
    expect(at.payloads('sei-message')).toEqual([
      { userId: 'bob', streamType: 'sub', seiPayloadType: 5, data: bytes(4) },
    ]);
  });
});
