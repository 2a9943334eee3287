/** Everybody else in the room, as the session tells of them, and what is received of whom (spec/16 §3.5, §10). */

import type { RemoteVideoConfig, StopRemoteVideoConfig } from '../api/configs.js';
import type { TRTCStreamType } from '../api/constants.js';
import { ExtraCode, invalidOperation } from '../errors.js';
import type { LeaveReason, RoomSession, Source } from '../session.js';
import type { Surroundings } from '../surroundings.js';
import { RemoteAudio } from './remote-audio.js';
import { RemoteVideo } from './remote-video.js';

interface RemoteUser {
  available: Set<Source>;
  audio: RemoteAudio;
  videos: Record<TRTCStreamType, RemoteVideo>;
}

const everybody = '*';

export class Remotes {
  autoReceiveAudio = true;
  autoReceiveVideo = false;
  private session: RoomSession | null = null;
  private readonly users = new Map<string, RemoteUser>();
  /** What `muteRemoteAudio` was told, also about users who are not there yet. */
  private readonly muted = new Map<string, boolean>();
  private readonly volumes = new Map<string, number>();

  constructor(private readonly around: Surroundings) {}

  enter(session: RoomSession): void {
    this.session = session;
  }

  /** An entry that failed was no stay: what was told beforehand still counts then. */
  leave(): void {
    if (!this.session) return;
    for (const userId of [...this.users.keys()]) this.forget(userId);
    this.session = null;
    this.muted.clear();
    this.volumes.clear();
  }

  userEntered(userId: string): void {
    this.user(userId);
    this.around.emitter.emit('remote-user-enter', { userId });
  }

  userLeft(userId: string, reason: LeaveReason): void {
    this.forget(userId);
    this.around.emitter.emit('remote-user-exit', { userId, reason });
  }

  available(userId: string, source: Source): void {
    const user = this.user(userId);
    user.available.add(source);
    if (source === 'audio') {
      user.audio.becameAvailable();
      this.around.emitter.emit('remote-audio-available', { userId });
      if (this.wantsAudio(userId)) this.receiveAudio(user.audio, userId);
      return;
    }
    const streamType = streamTypeOf(source);
    this.around.emitter.emit('remote-video-available', { userId, streamType });
    if (!this.autoReceiveVideo) return;
    const failed = (error: unknown) => this.around.log.warn(`the picture of ${userId} is not received`, error);
    user.videos[streamType].receive().catch(failed);
  }

  unavailable(userId: string, source: Source): void {
    const user = this.users.get(userId);
    if (!user?.available.delete(source)) return;
    if (source === 'audio') {
      user.audio.becameUnavailable();
      this.around.emitter.emit('remote-audio-unavailable', { userId });
      return;
    }
    const streamType = streamTypeOf(source);
    this.endVideo(user, streamType);
    this.around.emitter.emit('remote-video-unavailable', { userId, streamType });
  }

  track(userId: string, source: Source, track: MediaStreamTrack): void {
    const user = this.users.get(userId);
    if (source === 'audio') user?.audio.accept(track);
    else user?.videos[streamTypeOf(source)].accept(track);
  }

  async startVideo(config: RemoteVideoConfig): Promise<void> {
    const video = this.availableVideo(config, 'startRemoteVideo');
    if (video.isStarted) throw invalidOperation(ExtraCode.REPEATED_CALL, 'startRemoteVideo', 'it is shown already');
    await video.start(config);
  }

  async updateVideo(config: RemoteVideoConfig): Promise<void> {
    await this.availableVideo(config, 'updateRemoteVideo').update(config);
  }

  async stopVideo({ userId, streamType }: StopRemoteVideoConfig): Promise<void> {
    const users = userId === everybody ? [...this.users.values()] : [this.users.get(userId)];
    const videos = users.flatMap((user) => (user ? Object.values(user.videos) : []));
    const meant = videos.filter((video) => userId === everybody || video.streamType === streamType);
    await Promise.all(meant.map((video) => video.stop()));
  }

  async muteAudio(userId: string, mute: boolean): Promise<void> {
    if (userId === everybody) this.muted.clear();
    this.muted.set(userId, mute);
    const meant = userId === everybody ? [...this.users.keys()] : [userId];
    await Promise.all(meant.map((one) => this.applyMute(one, mute)));
  }

  setVolume(userId: string, volume: number): void {
    if (userId === everybody) this.volumes.clear();
    this.volumes.set(userId, volume);
    for (const [one, { audio }] of this.users) {
      if (userId === everybody || one === userId) audio.setVolume(volume);
    }
  }

  audioTrack(userId: string): MediaStreamTrack | null {
    return this.users.get(userId)?.audio.track ?? null;
  }

  videoTrack(userId: string, streamType: TRTCStreamType): MediaStreamTrack | null {
    return this.users.get(userId)?.videos[streamType].track ?? null;
  }

  video(userId: string, streamType: TRTCStreamType): RemoteVideo | undefined {
    return this.users.get(userId)?.videos[streamType];
  }

  audio(userId: string): RemoteAudio | undefined {
    return this.users.get(userId)?.audio;
  }

  /** The sound of everybody who is heard, for the volume. */
  heard(): [userId: string, track: MediaStreamTrack][] {
    const audible = [...this.users].filter(([, { audio }]) => audio.isHeard);
    return audible.map(([userId, { audio }]) => [userId, audio.track as MediaStreamTrack]);
  }

  /** All cameras that are shown. */
  shownCameras(): RemoteVideo[] {
    return [...this.users.values()].map((user) => user.videos.main).filter((video) => video.isStarted);
  }

  private user(userId: string): RemoteUser {
    const known = this.users.get(userId);
    if (known) return known;
    const session = this.session as RoomSession;
    const volume = this.volumes.get(userId) ?? this.volumes.get(everybody) ?? 100;
    const user: RemoteUser = {
      available: new Set(),
      audio: new RemoteAudio(userId, this.around, volume),
      videos: {
        main: new RemoteVideo(userId, 'main', this.around, session),
        sub: new RemoteVideo(userId, 'sub', this.around, session),
      },
    };
    this.users.set(userId, user);
    return user;
  }

  private forget(userId: string): void {
    const user = this.users.get(userId);
    if (!user) return;
    user.audio.close();
    user.videos.main.close();
    user.videos.sub.close();
    this.users.delete(userId);
  }

  private wantsAudio(userId: string): boolean {
    const told = this.muted.get(userId) ?? this.muted.get(everybody);
    return told === undefined ? this.autoReceiveAudio : !told;
  }

  private receiveAudio(audio: RemoteAudio, userId: string): void {
    const failed = (error: unknown) => this.around.log.warn(`the sound of ${userId} is not received`, error);
    audio.receive(this.session as RoomSession).catch(failed);
  }

  private async applyMute(userId: string, mute: boolean): Promise<void> {
    const user = this.users.get(userId);
    if (!user || !this.session) return;
    if (mute) await user.audio.refuse(this.session);
    else if (user.available.has('audio')) await user.audio.receive(this.session);
  }

  /** The application is told, and starts again what it wants when the picture comes back. */
  private endVideo(user: RemoteUser, streamType: TRTCStreamType): void {
    const video = user.videos[streamType];
    const failed = (error: unknown) => this.around.log.warn('a picture that ended could not be unsubscribed', error);
    video.stop().catch(failed);
  }

  private availableVideo({ userId, streamType }: RemoteVideoConfig, functionName: string): RemoteVideo {
    if (!this.session) throw invalidOperation(ExtraCode.NOT_IN_ROOM, functionName, 'no room is entered');
    const user = this.users.get(userId);
    if (!user) throw invalidOperation(ExtraCode.USER_NOT_IN_ROOM, functionName, `${userId} is not in the room`);
    if (!user.available.has(streamType === 'sub' ? 'aux' : 'main')) {
      throw invalidOperation(ExtraCode.STREAM_ABSENT, functionName, `${userId} sends no '${streamType}' picture`);
    }
    return user.videos[streamType];
  }
}

function streamTypeOf(source: Source): TRTCStreamType {
  return source === 'aux' ? 'sub' : 'main';
}
