/** The parts of one client and how they hang together. The public class `TRTC` only hands calls to them. */

import type { EnterRoomConfig, TRTCOptions } from './api/configs.js';
import type { TRTCStreamType } from './api/constants.js';
import { AudioFrames } from './audio-frames.js';
import { browserDevices, DeviceWatch, PermissionWatch } from './devices.js';
import { Emitter } from './emitter.js';
import { RtcError } from './errors.js';
import { LocalAudio } from './local/local-audio.js';
import { LocalVideo } from './local/local-video.js';
import { Publication } from './local/publication.js';
import { ScreenShare } from './local/screen-share.js';
import { Sound } from './local/sound.js';
import { Logger } from './logger.js';
import { Autoplay } from './players/autoplay.js';
import { builtInPlugins } from './plugin/built-in.js';
import type { PluginCore } from './plugin/plugin.js';
import { Plugins } from './plugin/registry.js';
import { Remotes } from './remote/remotes.js';
import { Connection } from './room/connection.js';
import { networkQualityOf, statisticsOf } from './room/network-quality.js';
import { PublishStates } from './room/publish-states.js';
import { type Housemates, Room } from './room/room.js';
import { MessageWindow } from './rules/message-window.js';
import type { RoomSession, SessionEvents, SessionFactory } from './session.js';
import type { Devices, Surroundings } from './surroundings.js';
import { VolumeEvaluation } from './volume.js';

/** What tests put in place of the network and the browser. */
export interface Parts {
  sessionFactory: SessionFactory;
  devices: Devices;
  /** Milliseconds. */
  now: () => number;
}

let clients = 0;

export class Client implements Housemates {
  readonly log = new Logger(`[TRTC ${++clients}]`);
  readonly emitter = new Emitter(this.log);
  readonly autoplay = new Autoplay(this.emitter);
  readonly room: Room;
  readonly remotes: Remotes;
  readonly audio: LocalAudio;
  readonly video: LocalVideo;
  readonly screen: ScreenShare;
  readonly sound: Sound;
  readonly volume: VolumeEvaluation;
  readonly audioFrames: AudioFrames;
  readonly plugins: Plugins;
  readonly customMessages: MessageWindow;
  readonly seiMessages: MessageWindow;
  readonly enableSei: boolean;
  private readonly publications: Record<'audio' | 'main' | 'aux', Publication>;
  private readonly publishStates = new PublishStates(this.emitter);
  private readonly connection = new Connection(this.emitter);
  private readonly deviceWatch: DeviceWatch;
  private readonly permissionWatch = new PermissionWatch(this.emitter);

  constructor(
    private readonly options: TRTCOptions,
    parts: Parts,
  ) {
    const around: Surroundings = {
      emitter: this.emitter,
      log: this.log,
      autoplay: this.autoplay,
      devices: parts.devices,
    };
    this.enableSei = options.enableSEI === true;
    this.autoplay.dialogEnabled = options.enableAutoPlayDialog !== false;
    this.publications = {
      audio: new Publication('audio', this.log),
      main: new Publication('main', this.log),
      aux: new Publication('aux', this.log),
    };
    this.remotes = new Remotes(around);
    this.sound = new Sound(this.publications.audio);
    this.audio = new LocalAudio(around, this.sound);
    this.video = new LocalVideo(around, this.publications.main);
    this.screen = new ScreenShare(around, this.publications, this.sound);
    this.volume = new VolumeEvaluation(this.emitter, () => this.heard());
    this.audioFrames = new AudioFrames(this.emitter, (userId) => this.tracksOf(userId));
    this.customMessages = new MessageWindow(parts.now);
    this.seiMessages = new MessageWindow(parts.now);
    this.plugins = new Plugins(this.pluginCore(), builtInPlugins);
    for (const plugin of options.plugins ?? []) this.plugins.use(plugin);
    this.deviceWatch = new DeviceWatch(parts.devices, this.emitter);
    this.room = new Room(parts.sessionFactory, this.sessionEvents(), this, this.enableSei);
  }

  isPublished(source: 'main' | 'aux'): boolean {
    return this.publications[source].isSent;
  }

  entered(session: RoomSession, config: EnterRoomConfig): void {
    this.remotes.autoReceiveAudio = config.autoReceiveAudio ?? true;
    this.remotes.autoReceiveVideo = config.autoReceiveVideo ?? false;
    this.autoplay.dialogEnabled = config.enableAutoPlayDialog ?? this.options.enableAutoPlayDialog ?? true;
    this.remotes.enter(session);
    this.connection.changed('CONNECTED');
    for (const publication of Object.values(this.publications)) void publication.enter(session);
  }

  left(): void {
    this.remotes.leave();
    for (const publication of Object.values(this.publications)) publication.leave();
    this.publishStates.stopAll('application');
    this.connection.changed('DISCONNECTED');
  }

  async roleSwitched(session: RoomSession): Promise<void> {
    const publications = Object.values(this.publications);
    if (session.role === 'anchor') {
      for (const publication of publications) void publication.enter(session);
      return;
    }
    for (const publication of publications) publication.ended();
    this.publishStates.stopAll('application');
  }

  destroy(): void {
    this.volume.stop();
    void this.audioFrames.stopAll();
    this.deviceWatch.stop();
    this.permissionWatch.stop();
    const failed = (error: unknown) => this.log.warn('something could not be stopped', error);
    const stopping = [this.audio.stop(), this.video.stop(), this.screen.stop(), this.plugins.stopAll()];
    Promise.all(stopping).catch(failed);
    this.emitter.off('*');
  }

  private heard(): [string, MediaStreamTrack][] {
    const own = this.audio.heard();
    return [...(own ? [['', own] as [string, MediaStreamTrack]] : []), ...this.remotes.heard()];
  }

  private tracksOf(userId: string): MediaStreamTrack[] {
    if (userId === '*') return this.remotes.heard().map(([, track]) => track);
    const track = userId === '' ? this.audio.heard() : this.remotes.audioTrack(userId);
    return track ? [track] : [];
  }

  private pluginCore(): PluginCore {
    return {
      emitter: this.emitter,
      log: this.log,
      mixIn: (name, input) => (input ? this.sound.set(name, input) : this.sound.remove(name)),
      shownCameras: () => this.remotes.shownCameras(),
      switchLayer: async (userId, layer) => this.remotes.video(userId, 'main')?.switchLayer(layer),
    };
  }

  private sessionEvents(): SessionEvents {
    const { emitter, remotes } = this;
    return {
      userEntered: (userId) => remotes.userEntered(userId),
      userLeft: (userId, reason) => remotes.userLeft(userId, reason),
      available: (userId, source) => remotes.available(userId, source),
      unavailable: (userId, source) => remotes.unavailable(userId, source),
      track: (userId, source, track) => remotes.track(userId, source, track),
      message: (message) => emitter.emit('custom-message', message),
      sei: ({ userId, source, payloadType, data }) => {
        const streamType: TRTCStreamType = source === 'aux' ? 'sub' : 'main';
        emitter.emit('sei-message', { data, userId, streamType, seiPayloadType: payloadType });
      },
      connectionState: (state, _previous, reconnecting) => this.connection.changed(state, reconnecting),
      publishState: (source, state, error) => this.publishStates.changed(source, state, error),
      blocked: (audio, video) => this.log.warn('the server blocks', { audio, video }),
      kicked: (reason) => {
        this.publishStates.stopAll('server');
        this.room.ended();
        emitter.emit('kicked-out', { reason });
      },
      failed: (error) => {
        this.publishStates.stopAll('server');
        this.room.ended();
        emitter.emit('error', RtcError.convertFrom(error));
      },
      quality: (report) => {
        emitter.emit('network-quality', networkQualityOf(report, this.connection.isConnected));
        emitter.emit('statistics', statisticsOf(report));
      },
    };
  }
}

export const browserParts: Omit<Parts, 'sessionFactory'> = { devices: browserDevices, now: () => performance.now() };
