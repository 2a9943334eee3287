import { describe, expect, it, vi } from 'vitest';
import { Emitter } from '../src/emitter.js';
import { deviceError, RtcError } from '../src/errors.js';
import { Logger } from '../src/logger.js';
import { SessionError } from '../src/session.js';
import { TRTC } from '../src/trtc.js';

describe('errors', () => {
  it('are Errors with the members of the official class', () => {
    const error = new RtcError({ code: 5100, extraCode: 5104, functionName: 'enterRoom', message: 'twice' });
    expect(error).toBeInstanceOf(Error);
    expect({ ...error, message: error.message }).toMatchObject({
      name: 'RtcError',
      code: 5100,
      extraCode: 5104,
      functionName: 'enterRoom',
      message: 'twice',
    });
  });

  it.each([
    [-70001, 5400, 70001],
    [-70052, 5400, 70052],
    [-70403, 5400, 70403],
    [-100006, 5400, -100006],
    [-102052, 5400, -102052],
    [-8, 5400, -8],
    [5501, 5500, 5501],
    [5502, 5500, 5502],
  ])('of the session with %i become %i with %i', (code, expected, extraCode) => {
    const origin = new SessionError(code, 'why');
    const error = RtcError.convertFrom(origin, 'enterRoom');
    expect(error).toMatchObject({ code: expected, extraCode, functionName: 'enterRoom', message: 'why' });
    expect(error.originError).toBe(origin);
  });

  it('of any other kind are unknown, and those that are converted stay', () => {
    const error = RtcError.convertFrom(new TypeError('oops'), 'on');
    expect(error).toMatchObject({ code: 5999, functionName: 'on' });
    expect(RtcError.convertFrom(error, 'off')).toBe(error);
  });

  it.each([
    ['NotFoundError', 5301],
    ['NotAllowedError', 5302],
    ['NotReadableError', 5303],
    ['OverconstrainedError', 5304],
    ['InvalidStateError', 5305],
    ['SecurityError', 5306],
    ['AbortError', 5307],
    ['SomethingElse', 5300],
  ])('of a device called %s have the code %i', (name, extraCode) => {
    expect(deviceError(new DOMException('why', name), 'startLocalVideo')).toMatchObject({ code: 5300, extraCode });
  });

  it('of a device lead to the settings when the system is what forbids it', () => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Windows NT 10.0');
    const forbidden = deviceError(
      new DOMException('Permission denied by system', 'NotAllowedError'),
      'startLocalVideo',
    );
    expect(forbidden.handler).toBeTypeOf('function');
    const refused = deviceError(new DOMException('Permission denied', 'NotAllowedError'), 'startLocalVideo');
    expect(refused.handler).toBeUndefined();
  });
});

describe('handlers of events', () => {
  TRTC.setLogLevel(5);
  const emitter = () => new Emitter(new Logger('test'));

  it('are called in their order with their context, whatever one of them throws', () => {
    const events = emitter();
    const seen: unknown[] = [];
    events.on('error', () => {
      throw new Error('a defect of the application');
    });
    events.on(
      'error',
      function handle(this: unknown) {
        seen.push(this);
      },
      'context',
    );
    events.emit('error', new RtcError({ code: 5999 }));
    expect(seen).toEqual(['context']);
  });

  it('are removed one by one, by event, or all', () => {
    const events = emitter();
    let count = 0;
    const handler = () => {
      count++;
    };
    const tell = () => {
      count = 0;
      events.emit('screen-share-stopped');
      return count;
    };
    events.on('screen-share-stopped', handler, 'one');
    events.on('screen-share-stopped', handler, 'other');
    expect(tell()).toBe(2);
    events.off('screen-share-stopped', handler, 'one');
    expect(tell()).toBe(1);
    events.off('screen-share-stopped', handler);
    expect(tell()).toBe(0);
    events.on('screen-share-stopped', handler);
    events.off('*');
    expect(tell()).toBe(0);
  });
});
