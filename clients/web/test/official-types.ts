/**
 * The official package's types accept this client's, member by member. Nothing here runs: it fails to compile when
 * something differs.
 */

import type * as Official from 'trtc-sdk-v5';
import type OfficialDefault from 'trtc-sdk-v5';
import type * as Own from '../src/index.js';
import { TRTC } from '../src/index.js';

type Builtin =
  | ((...values: never[]) => unknown)
  | MediaStreamTrack
  | MediaDeviceInfo
  | ArrayBuffer
  | Float32Array
  | Error
  | PictureInPictureWindow;

/** The official enumerations are constants of their own kind; their values are what counts. */
type Plain<T> = T extends string
  ? `${T}`
  : T extends number
    ? `${T}` extends `${infer N extends number}`
      ? N
      : T
    : T extends boolean | undefined | null | Builtin
      ? T
      : { [K in keyof T]: Plain<T[K]> };

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : 'ours is wider') : 'ours is narrower';

/** Plugins are this package's own classes, so that what registers them takes no others. */
type Members = Exclude<keyof OfficialDefault, 'use' | 'on' | 'off'>;

/** Every member of an instance but `use`; `on` and `off` are compared event by event below. */
export const instance: Pick<OfficialDefault, Members> = TRTC.create();

/** Every static member; `TYPE` is compared below by its values, and the constructor is not part of the contract. */
type Statics = Omit<typeof OfficialDefault, 'prototype' | 'create' | 'TYPE'>;
export const statics: Statics = TRTC;
type Options = Omit<Official.TRTCOptions, 'plugins'>;
export const create: (options?: Options) => Pick<OfficialDefault, Members> = TRTC.create;

/** Every event, with exactly the official payload but for errors, which are compared below. */
type WithoutError<T> = { [K in keyof T]: T[K] extends object ? Omit<T[K], 'error'> : T[K] };
type EventChecks = {
  [E in keyof Official.TRTCEventTypes]: Same<
    Plain<WithoutError<Official.TRTCEventTypes[E]>>,
    Plain<WithoutError<Own.TRTCEventTypes[E]>>
  >;
};
type AllTrue<T extends Record<keyof T, true>> = T;
export type Events = AllTrue<EventChecks>;
export type SameEventNames = AllTrue<{ names: Same<keyof Official.TRTCEventTypes, keyof Own.TRTCEventTypes> }>;

/** What applications pass in is accepted. */
type Accepted<Theirs, Ours> = Plain<Theirs> extends Plain<Ours> ? true : Theirs;
export type Parameters = AllTrue<{
  enterRoom: Accepted<Official.EnterRoomConfig, Own.EnterRoomConfig>;
  switchRoom: Accepted<Official.SwitchRoomConfig, Own.SwitchRoomConfig>;
  localAudio: Accepted<Official.LocalAudioConfig, Own.LocalAudioConfig>;
  updateLocalAudio: Accepted<Official.UpdateLocalAudioConfig, Own.UpdateLocalAudioConfig>;
  localVideo: Accepted<Official.LocalVideoConfig, Own.LocalVideoConfig>;
  screenShare: Accepted<Official.ScreenShareConfig, Own.ScreenShareConfig>;
  updateScreenShare: Accepted<Official.UpdateScreenShareConfig, Own.UpdateScreenShareConfig>;
  remoteVideo: Accepted<Official.RemoteVideoConfig, Own.RemoteVideoConfig>;
  stopRemoteVideo: Accepted<Official.StopRemoteVideoConfig, Own.StopRemoteVideoConfig>;
  customMessage: Accepted<Official.CustomMessageData, Own.CustomMessageData>;
}>;

/** What applications get is what they expect. */
export type Results = AllTrue<{
  statistics: Same<Plain<Official.TRTCStatistics>, Plain<Own.TRTCStatistics>>;
  networkQuality: Same<Plain<Official.NetworkQuality>, Plain<Own.NetworkQuality>>;
  permissions: Same<Official.PermissionResult, Own.PermissionResult>;
  customMessage: Same<Official.CustomMessage, Own.CustomMessage>;
  event: Same<typeof OfficialDefault.EVENT, typeof TRTC.EVENT>;
  type: Same<Plain<typeof OfficialDefault.TYPE>, Plain<typeof TRTC.TYPE>>;
  errorCode: Same<typeof OfficialDefault.ERROR_CODE, typeof TRTC.ERROR_CODE>;
  pluginNames: Same<keyof Official.PluginStartOptionsMap, keyof Own.PluginStartOptionsMap>;
  experimental: Same<keyof Official.ExperimentalAPIFunctionMap, keyof Own.ExperimentalAPIFunctionMap>;
}>;
