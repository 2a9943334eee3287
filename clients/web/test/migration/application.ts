/**
 * An application as it is written for the official package. It is compiled twice, against the official types and
 * against this package's, and is never run.
 */

import TRTC, {
  type CustomMessage,
  type EnterRoomConfig,
  type LocalVideoConfig,
  type NetworkQuality,
  type RtcError,
  type TRTCEventTypes,
  type TRTCStatistics,
  type TRTCStreamType,
} from 'trtc-sdk-v5';
import { CDNStreaming } from 'trtc-sdk-v5/plugins/cdn-streaming';
import { CrossRoom } from 'trtc-sdk-v5/plugins/cross-room';
import { SmallStreamAutoSwitcher } from 'trtc-sdk-v5/plugins/small-stream-auto-switcher';
import VirtualBackground from 'trtc-sdk-v5/plugins/video-effect/virtual-background';

const views = new Map<string, HTMLElement>();

export function createClient(): TRTC {
  TRTC.setLogLevel(2);
  TRTC.frameWorkType = 31;
  const trtc = TRTC.create({ plugins: [CDNStreaming, CrossRoom, SmallStreamAutoSwitcher], enableSEI: true });
  trtc.use({ plugin: VirtualBackground, assetsPath: './assets' });
  listen(trtc);
  return trtc;
}

function listen(trtc: TRTC): void {
  trtc
    .on(TRTC.EVENT.ERROR, (error: RtcError) => report(error))
    .on(TRTC.EVENT.KICKED_OUT, ({ reason }) => console.info(reason === 'kick' || reason === 'room_disband'))
    .on(TRTC.EVENT.AUTOPLAY_FAILED, (event) => void event.resume())
    .on(TRTC.EVENT.CONNECTION_STATE_CHANGED, ({ prevState, state, isReconnecting }) =>
      console.info(prevState, state === 'CONNECTED', isReconnecting),
    );
  trtc.on(TRTC.EVENT.REMOTE_USER_ENTER, ({ userId }) => console.info(userId));
  trtc.on(TRTC.EVENT.REMOTE_USER_EXIT, ({ userId, reason }) => console.info(userId, reason === 3));
  trtc.on(TRTC.EVENT.REMOTE_VIDEO_AVAILABLE, ({ userId, streamType }) => void show(trtc, userId, streamType));
  trtc.on(TRTC.EVENT.REMOTE_VIDEO_UNAVAILABLE, ({ userId, streamType }) => {
    views.delete(`${userId}_${streamType}`);
  });
  trtc.on(TRTC.EVENT.REMOTE_AUDIO_AVAILABLE, ({ userId }) => trtc.setRemoteAudioVolume(userId, 80));
  trtc.on(TRTC.EVENT.REMOTE_AUDIO_UNAVAILABLE, onSilence, { page: 1 });
  trtc.on(TRTC.EVENT.AUDIO_VOLUME, ({ result }) => {
    for (const { userId, volume, floatVolume } of result) console.info(userId || 'me', volume, floatVolume);
  });
  trtc.on(TRTC.EVENT.NETWORK_QUALITY, (quality: NetworkQuality) =>
    console.info(quality.uplinkRTT + quality.downlinkLoss),
  );
  trtc.on(TRTC.EVENT.STATISTICS, (statistics: TRTCStatistics) =>
    console.info(statistics.remoteStatistics.map(({ userId, video }) => [userId, video[0]?.videoType === 'big'])),
  );
  trtc.on(TRTC.EVENT.CUSTOM_MESSAGE, (message: CustomMessage) => console.info(message.cmdId, message.seq));
  trtc.on(TRTC.EVENT.SEI_MESSAGE, ({ data, seiPayloadType }) => console.info(data.byteLength, seiPayloadType));
  trtc.on(TRTC.EVENT.PUBLISH_STATE_CHANGED, ({ mediaType, state, error }) => console.info(mediaType, state, error));
  trtc.on(TRTC.EVENT.TRACK, ({ track, sourceTrack }) => console.info(track.id, sourceTrack.id));
  trtc.on(TRTC.EVENT.FIRST_VIDEO_FRAME, ({ width, height }) => console.info(width * height));
  trtc.on(TRTC.EVENT.VIDEO_PLAY_STATE_CHANGED, ({ state, reason }) => console.info(state === 'PLAYING', reason));
  trtc.on(TRTC.EVENT.SCREEN_SHARE_STOPPED, () => console.info('stopped'));
  trtc.on(TRTC.EVENT.DEVICE_CHANGED, ({ type, action, device }) =>
    console.info(type === 'camera', action === 'add', device.deviceId),
  );
}

function onSilence(event: TRTCEventTypes[typeof TRTC.EVENT.REMOTE_AUDIO_UNAVAILABLE][0]): void {
  console.info(event.userId);
}

async function show(trtc: TRTC, userId: string, streamType: TRTCStreamType): Promise<void> {
  const view = document.createElement('div');
  views.set(`${userId}_${streamType}`, view);
  await trtc.startRemoteVideo({ userId, streamType, view, option: { fillMode: 'contain', small: true } });
  await trtc.updateRemoteVideo({ userId, streamType, option: { small: false, mirror: true } });
}

export async function call(trtc: TRTC, userSig: string): Promise<void> {
  const params: EnterRoomConfig = {
    sdkAppId: 1400000123,
    userId: 'alice',
    userSig,
    strRoomId: 'lobby',
    scene: TRTC.TYPE.SCENE_LIVE,
    role: TRTC.TYPE.ROLE_AUDIENCE,
    autoReceiveVideo: true,
    proxy: { turnServer: { url: '192.0.2.1:3478', username: 'u', credential: 'c', credentialType: 'password' } },
  };
  await trtc.enterRoom(params);
  await trtc.switchRole(TRTC.TYPE.ROLE_ANCHOR, { privateMapKey: 'ticket' });
  await publish(trtc);
  talk(trtc);
  await trtc.switchRoom({ strRoomId: 'hall', userSig });
  await trtc.stopRemoteVideo({ userId: '*' });
  await trtc.muteRemoteAudio('bob', true);
  await trtc.exitRoom();
  trtc.off('*', undefined as never);
  trtc.off(TRTC.EVENT.REMOTE_AUDIO_UNAVAILABLE, onSilence);
  trtc.destroy();
}

async function publish(trtc: TRTC): Promise<void> {
  const camera: LocalVideoConfig = {
    view: 'local',
    option: { profile: '720p', small: '120p', mirror: 'both', qosPreference: TRTC.TYPE.QOS_PREFERENCE_CLEAR },
  };
  await trtc.startLocalAudio({ option: { profile: TRTC.TYPE.AUDIO_PROFILE_HIGH_STEREO, earMonitorVolume: 10 } });
  await trtc.startLocalVideo(camera);
  await trtc.updateLocalVideo({
    mute: true,
    option: { profile: { width: 640, height: 360, frameRate: 15, bitrate: 500 } },
  });
  await trtc.updateLocalAudio({ mute: 'microphone' });
  await trtc.startScreenShare({ option: { systemAudio: true, profile: '1080p_2', preferDisplaySurface: 'window' } });
  await trtc.updateScreenShare({ option: { fillMode: 'cover' } });
  await trtc.stopScreenShare();
  trtc.enableAudioVolumeEvaluation(500, true);
}

function talk(trtc: TRTC): void {
  const data = new TextEncoder().encode('hello').buffer as ArrayBuffer;
  trtc.sendCustomMessage({ cmdId: 1, data });
  trtc.sendSEIMessage(data, { seiPayloadType: 243, toSubStream: false });
  const audio: MediaStreamTrack | null = trtc.getAudioTrack('bob');
  const video: MediaStreamTrack | null = trtc.getVideoTrack({ userId: 'bob', streamType: TRTC.TYPE.STREAM_TYPE_MAIN });
  console.info(audio?.id, video?.id, trtc.getVideoSnapshot({ userId: 'bob' }));
}

export async function extras(trtc: TRTC): Promise<void> {
  await trtc.startPlugin('AudioMixer', { id: 'music', url: 'music.mp3', loop: true });
  await trtc.updatePlugin('AudioMixer', { id: 'music', volume: 0.5, operation: 'pause' });
  await trtc.stopPlugin('AudioMixer', { id: 'music' });
  await trtc.startPlugin('SmallStreamAutoSwitcher', { rttPoorLimit: 300 });
  await trtc.startPlugin('CDNStreaming', {
    target: { publishMode: CDNStreaming.TYPE.PublishMode.PublishMainStreamToCDN, streamId: 'stream' },
  });
  await trtc.callExperimentalAPI('pauseRemotePlayer', { userId: 'bob' });
}

export async function devices(): Promise<string[]> {
  const { result, detail } = await TRTC.isSupported();
  const { camera } = await TRTC.getPermissions({ request: false, types: ['camera'] });
  const cameras = await TRTC.getCameraList();
  const microphones = await TRTC.getMicrophoneList(false);
  const speakers = await TRTC.getSpeakerList();
  if (speakers[0]) await TRTC.setCurrentSpeaker(speakers[0].deviceId);
  console.info(result, detail.isH264EncodeSupported, camera === 'granted');
  return [...cameras, ...microphones].map(({ label }) => label);
}

function report(error: RtcError): void {
  if (error.code === TRTC.ERROR_CODE.DEVICE_ERROR && error.extraCode === 5302) error.handler?.();
  if (error.code === TRTC.ERROR_CODE.OPERATION_ABORT) return;
  console.error(error.functionName, error.message, error.originError);
}
