/** The rules of every public method's parameters (spec/16 §3, §4). */

import type { EnterRoomConfig, SwitchRoomConfig } from '../api/configs.js';
import { ExtraCode, invalidParameter } from '../errors.js';
import type { Rule } from './rule.js';

const text: Rule = { type: 'string' };
const flag: Rule = { type: 'boolean' };
const number: Rule = { type: 'number' };
const neededText: Rule = { type: 'string', required: true, notEmpty: true };
const track: Rule = { instanceOf: () => globalThis.MediaStreamTrack };
const fillMode: Rule = { type: 'string', values: ['contain', 'cover', 'fill'] };
const qosPreference: Rule = { values: ['smooth', 'clear'] };
const profile: Rule = {
  type: ['string', 'object'],
  properties: { width: number, height: number, frameRate: number, bitrate: number },
};

const view: Rule = {
  type: ['string', 'element', 'array', 'null'],
  items: {
    also: (value: unknown, name, functionName) => {
      if (typeof HTMLElement === 'function' && value instanceof HTMLElement) return;
      throw invalidParameter(ExtraCode.NOT_AN_ELEMENT, functionName, `'${name}' is not an HTMLElement`);
    },
  },
  also: (value: unknown, name, functionName) => {
    if (typeof value !== 'string' || document.getElementById(value)) return;
    const message = `'${name}': there is no element with the id ${value}`;
    throw invalidParameter(ExtraCode.ELEMENT_NOT_FOUND, functionName, message);
  },
};

const turnServer: Rule = {
  type: ['object', 'array'],
  properties: {
    url: { type: 'string', required: true },
    username: text,
    credential: text,
    credentialType: { values: ['password'] },
  },
};

const proxy: Rule = {
  type: ['object', 'string'],
  properties: {
    websocketProxy: text,
    loggerProxy: text,
    webtransportProxy: text,
    scheduleProxy: text,
    unifiedProxy: text,
    turnServer: { ...turnServer, items: { ...turnServer, type: 'object' } },
    iceTransportPolicy: { values: ['all', 'relay'] },
  },
};

/** 5013 for numbers and 5012 for text, as shipped (spec/16 §4). */
function checkRoomNumber(roomId: number, functionName: string): void {
  if (Number.isInteger(roomId) && roomId >= 1 && roomId <= 4294967294) return;
  const message = `'roomId' must be an integer from 1 to 4294967294 when calling ${functionName}()`;
  throw invalidParameter(ExtraCode.INTEGER_ROOM, functionName, message);
}

function checkRoomText(strRoomId: string, functionName: string): void {
  if (/^[A-Za-z\d\s!#$%&()+\-:;<=.>?@[\]^_{}|~,]{1,64}$/.test(strRoomId)) return;
  const allowed = 'letters, digits, spaces or !#$%&()+-:;<=.>?@[]^_{}|~,';
  const message = `'strRoomId' must be 1 to 64 ${allowed} in ${functionName}()`;
  throw invalidParameter(ExtraCode.STRING_ROOM, functionName, message);
}

export function checkRoomId(config: { roomId?: unknown; strRoomId?: string }, functionName: string): void {
  if (config.roomId) {
    if (typeof config.roomId === 'string') {
      const message = "'roomId' must be a number; text belongs in 'strRoomId'";
      throw invalidParameter(ExtraCode.ROOM_IS_STRING, functionName, message);
    }
    checkRoomNumber(config.roomId as number, functionName);
  } else if (config.strRoomId) {
    checkRoomText(config.strRoomId, functionName);
  } else {
    throw invalidParameter(ExtraCode.NO_ROOM, functionName, `${functionName}() needs 'roomId' or 'strRoomId'`);
  }
}

export const enterRoomRule: Rule = {
  type: 'object',
  required: true,
  properties: {
    sdkAppId: { type: 'number', required: true, notEmpty: true },
    userId: neededText,
    userSig: neededText,
    scene: { type: 'string', values: ['live', 'rtc'] },
    role: { type: 'string', values: ['audience', 'anchor'] },
    roomId: { type: ['string', 'number'] },
    strRoomId: text,
    proxy,
    autoReceiveAudio: flag,
    autoReceiveVideo: flag,
    privateMapKey: text,
    businessInfo: text,
    enableAutoPlayDialog: flag,
    userDefineRecordId: text,
    latencyLevel: number,
    playoutDelay: {
      type: 'object',
      properties: {
        min: { type: 'number', min: 0, max: 1000 },
        max: { type: 'number', min: 0, max: 10000 },
      },
    },
    quickStart: { type: 'object', properties: { remoteUserId: neededText, small: flag } },
  },
  also: (config: EnterRoomConfig, _name, functionName) => checkRoomId(config, functionName),
};

export const switchRoomRule: Rule = {
  type: 'object',
  required: true,
  properties: {
    roomId: number,
    strRoomId: text,
    privateMapKey: text,
    userSig: { type: 'string', required: true },
  },
  also: (config: SwitchRoomConfig, _name, functionName) => checkRoomId(config, functionName),
};

export const roleRule: Rule = { required: true, values: ['anchor', 'audience'] };

const audioOption: Rule = {
  type: 'object',
  properties: {
    microphoneId: text,
    audioTrack: track,
    captureVolume: { type: 'number', min: 0 },
    earMonitorVolume: { type: 'number', min: 0, max: 100 },
    profile: { type: ['string', 'object'], properties: { bitrate: number, channelCount: number } },
    echoCancellation: { values: [true, false, 'remote-only', 'all'] },
    autoGainControl: flag,
    noiseSuppression: flag,
  },
};

export const localAudioRule: Rule = {
  type: 'object',
  properties: {
    publish: flag,
    mute: { type: ['boolean', 'string'], values: [true, false, 'microphone'] },
    muteKeepVolumeDetection: flag,
    option: audioOption,
  },
};

export const localVideoRule: Rule = {
  type: 'object',
  properties: {
    view,
    publish: flag,
    mute: { type: ['boolean', 'string'] },
    option: {
      type: 'object',
      properties: {
        cameraId: text,
        useFrontCamera: flag,
        fillMode,
        profile,
        mirror: { type: ['string', 'boolean'], values: [true, false, 'view', 'publish', 'both'] },
        small: { ...profile, type: ['string', 'object', 'boolean'] },
        videoTrack: track,
        qosPreference,
        rotation: { values: [0, 90, 180, 270] },
      },
    },
  },
};

export const screenShareRule: Rule = {
  type: 'object',
  properties: {
    view,
    publish: flag,
    streamType: { values: ['main', 'sub'] },
    muteSystemAudio: flag,
    option: {
      type: 'object',
      properties: { systemAudio: flag, fillMode, profile, videoTrack: track, audioTrack: track, qosPreference },
    },
  },
};

export const remoteVideoRule: Rule = {
  type: 'object',
  required: true,
  properties: {
    view,
    userId: { type: 'string', required: true },
    streamType: { required: true, values: ['main', 'sub'] },
    option: { type: 'object', properties: { fillMode, mirror: flag, small: flag } },
  },
};

export const stopRemoteVideoRule: Rule = {
  type: 'object',
  required: true,
  properties: { userId: { type: 'string', required: true }, streamType: { values: ['main', 'sub'] } },
  also: (config: { userId: string; streamType?: string }, _name, functionName) => {
    if (config.userId === '*' || config.streamType !== undefined) return;
    const message = "'streamType' is needed unless 'userId' is '*'";
    throw invalidParameter(ExtraCode.STREAM_TYPE_NEEDED, functionName, message);
  },
};

export const userIdRule: Rule = { required: true, type: 'string' };
export const muteRule: Rule = { required: true, type: 'boolean' };
export const volumeRule: Rule = { required: true, type: 'number', min: 0 };
export const intervalRule: Rule = { type: 'number' };
export const backgroundRule: Rule = { type: 'boolean' };

const buffer: Rule = {
  required: true,
  instanceOf: () => ArrayBuffer,
  also: (data: ArrayBuffer, name, functionName) => checkBuffer(data, name, functionName),
};

function checkBuffer(data: ArrayBuffer, name: string, functionName: string): void {
  if (data.byteLength === 0) {
    throw invalidParameter(ExtraCode.BUFFER_EMPTY, functionName, `'${name}' is empty`);
  }
  if (data.byteLength > 1000) {
    throw invalidParameter(ExtraCode.BUFFER_TOO_LONG, functionName, `'${name}' is longer than 1000 bytes`);
  }
}

export const customMessageRule: Rule = {
  required: true,
  type: 'object',
  properties: { cmdId: { type: 'number', required: true, min: 1, max: 10 }, data: buffer },
};

export const seiBufferRule = buffer;
export const seiOptionsRule: Rule = {
  type: 'object',
  properties: { seiPayloadType: { type: 'number', values: [5, 243] }, toSubStream: flag },
};
