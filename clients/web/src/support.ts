/** What this browser can do (spec/16 §2 `isSupported`). */

import type { SupportResult } from './api/configs.js';

export async function support(): Promise<SupportResult> {
  const isWebRTCSupported = typeof RTCPeerConnection === 'function' && 'addTransceiver' in RTCPeerConnection.prototype;
  const isMediaDevicesSupported = 'getUserMedia' in (navigator.mediaDevices ?? {});
  const send = codecs('sender');
  const receive = codecs('receiver');
  const h264 = { isH264EncodeSupported: send.has('h264'), isH264DecodeSupported: receive.has('h264') };
  const h265 = { isH265EncodeSupported: send.has('h265'), isH265DecodeSupported: receive.has('h265') };
  const vp8 = { isVp8EncodeSupported: send.has('vp8'), isVp8DecodeSupported: receive.has('vp8') };
  const decodes = h264.isH264DecodeSupported || vp8.isVp8DecodeSupported;
  return {
    result: isWebRTCSupported && decodes,
    detail: {
      isBrowserSupported: isWebRTCSupported && typeof WebSocket === 'function',
      isWebRTCSupported,
      isWebCodecsSupported: 'VideoEncoder' in globalThis && 'VideoDecoder' in globalThis,
      isMediaDevicesSupported,
      isScreenShareSupported: 'getDisplayMedia' in (navigator.mediaDevices ?? {}),
      isSmallStreamSupported: isWebRTCSupported && 'setParameters' in (globalThis.RTCRtpSender?.prototype ?? {}),
      ...h264,
      ...h265,
      ...vp8,
    },
  };
}

function codecs(side: 'sender' | 'receiver'): Set<string> {
  const owner = side === 'sender' ? globalThis.RTCRtpSender : globalThis.RTCRtpReceiver;
  const known = owner?.getCapabilities?.('video')?.codecs ?? [];
  return new Set(known.map(({ mimeType }) => mimeType.replace('video/', '').toLowerCase()));
}
