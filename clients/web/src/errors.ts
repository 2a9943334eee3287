/** The one error type of the public API, and how everything else becomes one (spec/16 §8). */

import { ErrorCode } from './api/constants.js';
import { SessionError } from './session.js';

export interface RTCErrorParams {
  code: number;
  extraCode?: number;
  functionName?: string;
  fnName?: string;
  message?: string;
  messageParams?: unknown;
  originError?: Error | DOMException;
  data?: unknown;
}

export interface RTCErrorInterface {
  readonly name: string;
  readonly code: number;
  readonly extraCode?: number;
  readonly functionName?: string;
  readonly message?: string;
  readonly originError?: Error | DOMException;
}

/** `extraCode` by meaning. 5012 and 5013 are as shipped by the official client, not as documented (spec/16 §4). */
export const ExtraCode = {
  REQUIRED: 5001,
  TYPE: 5002,
  EMPTY: 5003,
  INSTANCE: 5004,
  RANGE: 5005,
  LESS_THAN_ZERO: 5006,
  MIN: 5007,
  MAX: 5008,
  ELEMENT_NOT_FOUND: 5009,
  NOT_AN_ELEMENT: 5010,
  STRING_ROOM: 5012,
  INTEGER_ROOM: 5013,
  STREAM_TYPE_NEEDED: 5014,
  NO_ROOM: 5015,
  ROOM_IS_STRING: 5016,
  BUFFER_EMPTY: 5017,
  BUFFER_TOO_LONG: 5018,
  OTHER_KIND_OF_ROOM: 5019,
  SAME_ROOM: 5020,
  NOT_IN_ROOM: 5101,
  USER_NOT_IN_ROOM: 5102,
  STREAM_ABSENT: 5103,
  REPEATED_CALL: 5104,
  CAMERA_NOT_STARTED: 5105,
  MICROPHONE_NOT_STARTED: 5106,
  AUDIENCE_MAY_NOT: 5107,
  SEI_NOT_ENABLED: 5108,
  NOT_PUBLISHED: 5109,
  NOT_HTTPS: 5201,
  NO_WEBRTC: 5202,
  NO_SCREEN_SHARE: 5205,
  NO_SEI: 5207,
  PLUGIN_UNSUPPORTED: 5210,
  CAMERA_LOST: 5308,
  MICROPHONE_LOST: 5309,
  FIREWALL: 5501,
  REENTRY_FAILED: 5502,
} as const;

const deviceErrors: Readonly<Record<string, number>> = {
  NotFoundError: 5301,
  NotAllowedError: 5302,
  NotReadableError: 5303,
  OverconstrainedError: 5304,
  InvalidStateError: 5305,
  SecurityError: 5306,
  AbortError: 5307,
};

export class RtcError extends Error implements RTCErrorInterface {
  override name = 'RtcError';
  code: number;
  extraCode?: number;
  functionName: string;
  override message: string;
  /** Opens the system's privacy settings; only there when the system, not the browser, blocked a device. */
  handler?: () => void;
  // biome-ignore lint/suspicious/noExplicitAny: the official type, which applications read members of
  data?: any;
  originError?: Error | DOMException | RtcError;

  constructor(params: RTCErrorParams) {
    const functionName = params.functionName ?? params.fnName ?? '';
    const message = params.message ?? `${functionName || 'call'} failed with ${params.extraCode ?? params.code}`;
    super(message);
    this.message = message;
    this.code = params.code;
    this.functionName = functionName;
    if (params.extraCode !== undefined) this.extraCode = params.extraCode;
    if (params.data !== undefined) this.data = params.data;
    if (params.originError !== undefined) this.originError = params.originError;
  }

  /** Everything that is thrown inside becomes an `RtcError`; one that is already is kept. */
  static convertFrom(originError: unknown, functionName = ''): RtcError {
    if (originError instanceof RtcError) return originError;
    if (originError instanceof SessionError) return fromSession(originError, functionName);
    const error = originError instanceof Error ? originError : new Error(String(originError));
    return new RtcError({
      code: ErrorCode.UNKNOWN_ERROR,
      functionName,
      message: `${functionName || 'call'}: ${error.message}`,
      originError: error,
    });
  }
}

/** The server says -70001 where the official web client shows 70001; all other refusals keep their sign. */
function fromSession(error: SessionError, functionName: string): RtcError {
  const { code, message } = error;
  if (code >= 0) {
    return new RtcError({
      code: ErrorCode.OPERATION_FAILED,
      extraCode: code,
      functionName,
      message,
      originError: error,
    });
  }
  const userSigFamily = code <= -70001 && code >= -70403;
  return new RtcError({
    code: ErrorCode.SERVER_ERROR,
    extraCode: userSigFamily ? -code : code,
    functionName,
    message,
    originError: error,
  });
}

/** What the browser threw when a device was opened (5301 to 5307). */
export function deviceError(origin: unknown, functionName: string): RtcError {
  const error = origin instanceof Error || origin instanceof DOMException ? origin : new Error(String(origin));
  const converted = new RtcError({
    code: ErrorCode.DEVICE_ERROR,
    extraCode: deviceErrors[error.name] ?? ErrorCode.DEVICE_ERROR,
    functionName,
    message: `the browser refused the device: ${error.name} ${error.message}`,
    originError: error,
  });
  const handler = privacySettings(error, functionName);
  if (handler) converted.handler = handler;
  return converted;
}

/** A refusal "by system" cannot be repaired in the page; the system's settings have an address of their own. */
function privacySettings(error: Error | DOMException, functionName: string): (() => void) | undefined {
  if (error.name !== 'NotAllowedError' || !/system/i.test(error.message)) return undefined;
  const agent = navigator.userAgent;
  const camera = functionName.includes('Video');
  const windows = `ms-settings:privacy-${camera ? 'webcam' : 'microphone'}`;
  const pane = functionName.includes('Screen') ? 'ScreenCapture' : camera ? 'Camera' : 'Microphone';
  const mac = `x-apple.systempreferences:com.apple.preference.security?Privacy_${pane}`;
  const address = /Windows/.test(agent) ? windows : /Mac OS X/.test(agent) ? mac : undefined;
  if (!address) return undefined;
  return () => {
    const link = document.createElement('a');
    link.href = address;
    link.click();
  };
}

export function invalidParameter(extraCode: number, functionName: string, message: string): RtcError {
  return new RtcError({ code: ErrorCode.INVALID_PARAMETER, extraCode, functionName, message });
}

export function invalidOperation(extraCode: number | undefined, functionName: string, message: string): RtcError {
  return new RtcError({ code: ErrorCode.INVALID_OPERATION, extraCode, functionName, message });
}

export function notSupported(extraCode: number, functionName: string, message: string): RtcError {
  return new RtcError({ code: ErrorCode.ENV_NOT_SUPPORTED, extraCode, functionName, message });
}

export function aborted(functionName: string, reason: string): RtcError {
  return new RtcError({
    code: ErrorCode.OPERATION_ABORT,
    functionName,
    message: `${functionName} was given up: ${reason}`,
  });
}
