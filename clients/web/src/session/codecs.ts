/** H264 profiles in the order of preference (spec/17 §1): constrained baseline plays everywhere. */
const PROFILES = ['42e01f', '42001f', '4d001f', '640c1f'];

/**
 * The codecs to offer for sending pictures: H264 when the browser encodes it, then VP8. Repair formats stay, because
 * lost packets are asked for again with them.
 */
export function videoCodecs(available: readonly RTCRtpCodec[]): RTCRtpCodec[] {
  return [
    ...h264(available).sort((one, other) => rank(one) - rank(other)),
    ...named(available, 'video/vp8'),
    ...named(available, 'video/rtx'),
  ];
}

export function audioCodecs(available: readonly RTCRtpCodec[]): RTCRtpCodec[] {
  return named(available, 'audio/opus');
}

export function codecsFor(kind: 'audio' | 'video', available: readonly RTCRtpCodec[]): RTCRtpCodec[] {
  return kind === 'audio' ? audioCodecs(available) : videoCodecs(available);
}

/** Packets of H264 may hold several units only in mode 1, and the server forwards no other. */
function h264(available: readonly RTCRtpCodec[]): RTCRtpCodec[] {
  return named(available, 'video/h264').filter((codec) => codec.sdpFmtpLine?.includes('packetization-mode=1'));
}

function rank(codec: RTCRtpCodec): number {
  const profile = /profile-level-id=([0-9a-f]+)/i.exec(codec.sdpFmtpLine ?? '')?.[1]?.toLowerCase() ?? '';
  const position = PROFILES.indexOf(profile);
  return position < 0 ? PROFILES.length : position;
}

function named(available: readonly RTCRtpCodec[], mimeType: string): RTCRtpCodec[] {
  return available.filter((codec) => codec.mimeType.toLowerCase() === mimeType);
}
