/**
 * The public class, in the shape of the official web client (spec/16 §2, §3). It checks, hands on, and turns whatever
 * is thrown into an `RtcError` that names the method.
 */

import type * as Config from './api/configs.js';
import { ErrorCode, type LOG_LEVEL, TRTCEvent, type TRTCStreamType, TRTCType, type UserRole } from './api/constants.js';
import type { TRTCEventTypes } from './api/events.js';
import type { ExperimentalAPIFunctionMap } from './api/experimental.js';
import { browserParts, Client, type Parts } from './client.js';
import { listDevices, permissions } from './devices.js';
import { deviceError, ExtraCode, invalidOperation, notSupported, RtcError } from './errors.js';
import { experimental } from './experimental.js';
import { setThreshold } from './logger.js';
import { chooseSpeaker } from './players/speaker.js';
import type { PluginStartOptionsMap, PluginStopOptionsMap, PluginUpdateOptionsMap } from './plugin/option-maps.js';
import type { TRTCPlugin } from './plugin/plugin.js';
import { setServer } from './room/server-address.js';
import * as rules from './rules/configs.js';
import { check } from './rules/rule.js';
import { sessionFactory } from './session/index.js';
import type { UsageSeconds } from './session.js';
import { support } from './support.js';

export class TRTC {
  static EVENT = TRTCEvent;
  static TYPE = TRTCType;
  static ERROR_CODE = ErrorCode;
  /** A tag of frameworks that embed the client; it is only kept. */
  static frameWorkType = 30;

  private readonly client: Client;
  private destroyed = false;

  /** Applications call `TRTC.create()`; tests put their own parts in. */
  constructor(options: Config.TRTCOptions = {}, parts: Partial<Parts> = {}) {
    this.client = new Client(options, { sessionFactory, ...browserParts, ...parts });
  }

  static create(options: Config.TRTCOptions = {}): TRTC {
    check(options, { type: 'object', properties: { plugins: { type: 'array' } } }, 'options', 'create');
    return new TRTC(options);
  }

  /** Where the server is, for all rooms whose `proxy` names none. The one addition to the official class. */
  static setServer(url: string): void {
    setServer(url);
  }

  static isSupported(): Promise<Config.SupportResult> {
    return support();
  }

  static getCameraList(requestPermission = true): Promise<MediaDeviceInfo[]> {
    return listDevices('videoinput', requestPermission, 'getCameraList');
  }

  static getMicrophoneList(requestPermission = true): Promise<MediaDeviceInfo[]> {
    return listDevices('audioinput', requestPermission, 'getMicrophoneList');
  }

  static getSpeakerList(requestPermission = true): Promise<MediaDeviceInfo[]> {
    return listDevices('audiooutput', requestPermission, 'getSpeakerList');
  }

  static async setCurrentSpeaker(speakerId: string): Promise<void> {
    check(speakerId, { required: true, type: 'string' }, 'speakerId', 'setCurrentSpeaker');
    const named = speakerId === TRTCType.SPEAKER || speakerId === TRTCType.HEADSET;
    const list = named ? await listDevices('audiooutput', false, 'setCurrentSpeaker') : [];
    const deviceId = named ? list.find(({ label }) => label === speakerId)?.deviceId : speakerId;
    try {
      await chooseSpeaker(deviceId ?? '');
    } catch (error) {
      throw deviceError(error, 'setCurrentSpeaker');
    }
  }

  static getPermissions(option: Config.PermissionOption = {}): Promise<Config.PermissionResult> {
    return permissions(option);
  }

  static setLogLevel(level: LOG_LEVEL, _enableUploadLog = true): void {
    setThreshold(level);
  }

  enterRoom(params: Config.EnterRoomConfig): Promise<void> {
    return this.run('enterRoom', () => this.client.room.enter(params));
  }

  exitRoom(): Promise<void> {
    return this.run('exitRoom', () => this.client.room.exit());
  }

  switchRole(role: UserRole, option?: Config.SwitchRoleOption): Promise<void> {
    return this.run('switchRole', () => this.client.room.switchRole(role, option));
  }

  switchRoom(params: Config.SwitchRoomConfig): Promise<void> {
    return this.run('switchRoom', () => this.client.room.switchRoom(params));
  }

  /** @throws RtcError INVALID_OPERATION while a room is entered */
  destroy(): void {
    if (this.client.room.session) throw invalidOperation(undefined, 'destroy', 'call exitRoom() before destroy()');
    if (this.destroyed) return;
    this.destroyed = true;
    void this.client.room.exit();
    this.client.destroy();
  }

  use(pluginObject: Config.PluginWithAssets | TRTCPlugin): void {
    this.client.plugins.use(pluginObject);
  }

  startLocalAudio(config?: Config.LocalAudioConfig): Promise<void> {
    return this.run('startLocalAudio', () => this.client.audio.start(config));
  }

  updateLocalAudio(config: Config.UpdateLocalAudioConfig): Promise<void> {
    return this.run('updateLocalAudio', () => this.client.audio.update(config));
  }

  stopLocalAudio(): Promise<void> {
    return this.run('stopLocalAudio', () => this.client.audio.stop());
  }

  startLocalVideo(config?: Config.LocalVideoConfig): Promise<void> {
    return this.run('startLocalVideo', () => this.client.video.start(config));
  }

  updateLocalVideo(config: Config.LocalVideoConfig): Promise<void> {
    return this.run('updateLocalVideo', () => this.client.video.update(config));
  }

  stopLocalVideo(): Promise<void> {
    return this.run('stopLocalVideo', () => this.client.video.stop());
  }

  startScreenShare(config?: Config.ScreenShareConfig): Promise<void> {
    return this.run('startScreenShare', () => this.client.screen.start(config));
  }

  updateScreenShare(config: Config.UpdateScreenShareConfig): Promise<void> {
    return this.run('updateScreenShare', () => this.client.screen.update(config));
  }

  stopScreenShare(): Promise<void> {
    return this.run('stopScreenShare', () => this.client.screen.stop());
  }

  startRemoteVideo(config: Config.RemoteVideoConfig): Promise<void> {
    return this.run('startRemoteVideo', async (name) => {
      check(config, rules.remoteVideoRule, 'config', name);
      await this.client.remotes.startVideo(config);
    });
  }

  updateRemoteVideo(config: Config.RemoteVideoConfig): Promise<void> {
    return this.run('updateRemoteVideo', async (name) => {
      check(config, rules.remoteVideoRule, 'config', name);
      await this.client.remotes.updateVideo(config);
    });
  }

  stopRemoteVideo(config: Config.StopRemoteVideoConfig): Promise<void> {
    return this.run('stopRemoteVideo', async (name) => {
      check(config, rules.stopRemoteVideoRule, 'config', name);
      await this.client.remotes.stopVideo(config);
    });
  }

  muteRemoteAudio(userId: string, mute: boolean): Promise<void> {
    return this.run('muteRemoteAudio', async (name) => {
      check(userId, rules.userIdRule, 'userId', name);
      check(mute, rules.muteRule, 'mute', name);
      await this.client.remotes.muteAudio(userId, mute);
    });
  }

  setRemoteAudioVolume(userId: string, volume: number): void {
    check(userId, rules.userIdRule, 'userId', 'setRemoteAudioVolume');
    check(volume, rules.volumeRule, 'volume', 'setRemoteAudioVolume');
    this.client.remotes.setVolume(userId, volume);
  }

  // biome-ignore-start lint/suspicious/noExplicitAny: these are the official signatures
  startPlugin<T extends keyof PluginStartOptionsMap, O extends PluginStartOptionsMap[T]>(
    plugin: O extends undefined ? never : T,
    options: O,
  ): Promise<any>;
  startPlugin<T extends keyof PluginStartOptionsMap, O extends PluginStartOptionsMap[T]>(
    plugin: O extends undefined ? T : never,
  ): Promise<any>;
  startPlugin(plugin: string, options?: unknown): Promise<any> {
    return this.run('startPlugin', () => this.client.plugins.start(plugin, options));
  }

  updatePlugin<T extends keyof PluginUpdateOptionsMap, O extends PluginUpdateOptionsMap[T]>(
    plugin: O extends undefined ? never : T,
    options: O,
  ): Promise<any>;
  updatePlugin<T extends keyof PluginUpdateOptionsMap, O extends PluginUpdateOptionsMap[T]>(
    plugin: O extends undefined ? T : never,
  ): Promise<any>;
  updatePlugin(plugin: string, options?: unknown): Promise<any> {
    return this.run('updatePlugin', () => this.client.plugins.update(plugin, options));
  }

  stopPlugin<T extends keyof PluginStopOptionsMap, O extends PluginStopOptionsMap[T]>(
    plugin: O extends undefined ? never : T,
    options: O,
  ): Promise<any>;
  stopPlugin<T extends keyof PluginStopOptionsMap, O extends PluginStopOptionsMap[T]>(
    plugin: O extends undefined ? T : never,
  ): Promise<any>;
  stopPlugin(plugin: string, options?: unknown): Promise<any> {
    return this.run('stopPlugin', () => this.client.plugins.stop(plugin, options));
  }

  on<T extends keyof TRTCEventTypes>(event: T, handler: (...args: TRTCEventTypes[T]) => void, context?: any): this {
    this.client.emitter.on(event, handler, context);
    return this;
  }

  off<T extends keyof TRTCEventTypes>(
    event: T | '*',
    handler?: T extends '*' ? never : (...args: TRTCEventTypes[T]) => void,
    context?: any,
  ): this {
    this.client.emitter.off(event, handler, context);
    return this;
  }
  // biome-ignore-end lint/suspicious/noExplicitAny: these are the official signatures

  enableAudioVolumeEvaluation(interval = 2000, enableInBackground = false): void {
    check(interval, rules.intervalRule, 'interval', 'enableAudioVolumeEvaluation');
    check(enableInBackground, rules.backgroundRule, 'enableInBackground', 'enableAudioVolumeEvaluation');
    this.client.volume.start(interval, enableInBackground);
  }

  getAudioTrack(configOrUserId?: Config.TrackQuery | string): MediaStreamTrack | null {
    const query = typeof configOrUserId === 'string' ? { userId: configOrUserId } : (configOrUserId ?? {});
    const { userId, streamType, processed = false }: Config.TrackQuery = query;
    if (userId) return this.client.remotes.audioTrack(userId);
    return streamType === 'sub' ? this.client.screen.audioTrack() : this.client.audio.track(processed);
  }

  getVideoTrack(config: Config.TrackQuery = {}): MediaStreamTrack | null {
    const { userId, streamType = 'main', processed = false } = config;
    if (userId) return this.client.remotes.videoTrack(userId, streamType);
    return streamType === 'sub' ? this.client.screen.videoTrack() : this.client.video.track(processed);
  }

  getVideoSnapshot(config: Config.VideoFrameConfig = {}): string {
    return this.shown(config.userId ?? '', config.streamType ?? 'main')?.snapshot() ?? '';
  }

  sendSEIMessage(buffer: ArrayBuffer, options: Config.SeiOptions = {}): void {
    const name = 'sendSEIMessage';
    if (!this.client.enableSei) {
      throw invalidOperation(ExtraCode.SEI_NOT_ENABLED, name, 'TRTC.create({ enableSEI: true }) is needed');
    }
    check(buffer, rules.seiBufferRule, 'buffer', name);
    check(options, rules.seiOptionsRule, 'options', name);
    const session = this.client.room.need(name);
    const source = options.toSubStream ? 'aux' : 'main';
    if (!this.client.isPublished(source)) {
      throw invalidOperation(ExtraCode.NOT_PUBLISHED, name, 'no picture is published that could carry it');
    }
    this.client.seiMessages.admit(buffer.byteLength, name);
    if (!session.sendSei(source, options.seiPayloadType ?? 243, buffer)) {
      throw notSupported(ExtraCode.NO_SEI, name, 'only pictures in H.264 carry such messages, and this one is not');
    }
  }

  sendCustomMessage(message: Config.CustomMessageData): void {
    const name = 'sendCustomMessage';
    check(message, rules.customMessageRule, 'message', name);
    const session = this.client.room.need(name);
    if (session.role === 'audience') {
      throw invalidOperation(ExtraCode.AUDIENCE_MAY_NOT, name, 'the audience of a live room sends no messages');
    }
    this.client.customMessages.admit(message.data.byteLength, name);
    session.sendMessage(message.cmdId, message.data);
  }

  /** Seconds of this stay so far, as they are metered. */
  callExperimentalAPI(name: 'getUsage'): Promise<UsageSeconds>;
  callExperimentalAPI<T extends keyof ExperimentalAPIFunctionMap, O extends ExperimentalAPIFunctionMap[T]>(
    name: O extends undefined ? never : T,
    options: O,
  ): Promise<void>;
  callExperimentalAPI<T extends keyof ExperimentalAPIFunctionMap, O extends ExperimentalAPIFunctionMap[T]>(
    name: O extends undefined ? T : never,
  ): Promise<void>;
  callExperimentalAPI(name: string, options?: unknown): Promise<unknown> {
    return this.run('callExperimentalAPI', () => experimental(this.client, name, options));
  }

  private shown(userId: string, streamType: TRTCStreamType) {
    if (userId) return this.client.remotes.video(userId, streamType)?.shown;
    return streamType === 'sub' ? this.client.screen.shown : this.client.video.shown;
  }

  private async run<R>(name: string, action: (name: string) => Promise<R>): Promise<R> {
    try {
      if (this.destroyed) throw invalidOperation(undefined, name, 'this client is destroyed; create another one');
      return await action(name);
    } catch (error) {
      throw RtcError.convertFrom(error, name);
    }
  }
}

export default TRTC;
