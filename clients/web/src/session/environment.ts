/** What the engine needs of the browser; tests put their own in its place. */
export interface Environment {
  openSocket(url: string, protocol: string): WebSocket;
  createPeerConnection(configuration: PeerConfiguration): RTCPeerConnection;
  senderCodecs(kind: 'audio' | 'video'): readonly RTCRtpCodec[];
  receiverCodecs(kind: 'audio' | 'video'): readonly RTCRtpCodec[];
  /** At least 0, below 1. */
  random(): number;
  /** Milliseconds that only ever grow. */
  now(): number;
  /** Calls back whenever the machine has a network again; gives back what ends that. */
  onOnline(listener: () => void): () => void;
}

/** Chromium hands out encoded frames only when it was asked from the beginning. */
export interface PeerConfiguration extends RTCConfiguration {
  encodedInsertableStreams?: boolean;
}

export const browser: Environment = {
  openSocket: (url, protocol) => new WebSocket(url, protocol),
  createPeerConnection: (configuration) => new RTCPeerConnection(configuration),
  senderCodecs: (kind) => RTCRtpSender.getCapabilities(kind)?.codecs ?? [],
  receiverCodecs: (kind) => RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [],
  random: () => Math.random(),
  now: () => performance.now(),
  onOnline: (listener) => {
    addEventListener('online', listener);
    return () => removeEventListener('online', listener);
  },
};
