import { describe, expect, it } from 'vitest';
import { oneOf, receivesOnly, withStartRates, withStereo } from './sdp.js';

const SOUND = `m=audio 9 UDP/TLS/RTP/SAVPF 111\r
a=mid:0\r
a=recvonly\r
a=rtpmap:111 opus/48000/2\r
a=fmtp:111 minptime=10;useinbandfec=1;stereo=0\r
`;
const SENT = SOUND.replace('mid:0', 'mid:1').replace('recvonly', 'sendonly');
const H264 = `m=video 9 UDP/TLS/RTP/SAVPF 108 109\r
a=mid:2\r
a=rtpmap:108 H264/90000\r
a=fmtp:108 packetization-mode=1\r
a=rtpmap:109 rtx/90000\r
a=fmtp:109 apt=108\r
`;
const VP8 = `m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:3\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\n`;
const SESSION = 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n';

describe('a description', () => {
  it('asks for stereo in the sections chosen only', () => {
    const stereo = 'a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1\r\n';
    const mono = 'a=fmtp:111 minptime=10;useinbandfec=1;stereo=0\r\n';

    expect(withStereo(SESSION + SOUND + SENT + H264, receivesOnly)).toBe(
      SESSION + SOUND.replace(mono, stereo) + SENT + H264,
    );
    expect(withStereo(SESSION + SOUND + SENT, oneOf(new Set(['1'])))).toBe(
      SESSION + SOUND + SENT.replace(mono, stereo),
    );
  });

  it('begins at the rate given, with the codec that comes first', () => {
    expect(withStartRates(SESSION + H264 + VP8, new Map([['2', 800]]))).toBe(
      SESSION + H264.replace('mode=1\r', 'mode=1;x-google-start-bitrate=800\r') + VP8,
    );
  });

  it('gets a line of parameters where there was none', () => {
    expect(withStartRates(VP8, new Map([['3', 500]]))).toBe(
      VP8.replace('VP8/90000\r\n', 'VP8/90000\r\na=fmtp:96 x-google-start-bitrate=500\r\n'),
    );
  });
});
