package dev.parley.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.media.rtp.FuzzCommands;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Any bytes for a protected packet: nobody's; and the genuine ones in any order and number: each is opened once. */
class SrtpReceiverFuzz {

    private static final int ROOM = 64;
    private static final byte UNTOUCHED = 0x5A;
    private static final int MOST_SSRCS = 3;

    @FuzzTest
    void opensNoForgery(byte[] packet) {
        for (SrtpProfile profile : SrtpProfile.values()) {
            SrtpReceiver receiver = new SrtpReceiver(key(profile));
            byte[] sent = packet.clone();
            byte[] out = new byte[packet.length + ROOM];
            Arrays.fill(out, UNTOUCHED);
            assertThat(receiver.unprotectRtp(packet, 0, packet.length, out, 0))
                    .isIn(SrtpReceiver.AUTH_FAILED, SrtpReceiver.MALFORMED);
            assertThat(receiver.unprotectRtcp(packet, 0, packet.length, out, 0))
                    .isIn(SrtpReceiver.AUTH_FAILED, SrtpReceiver.MALFORMED);
            assertThat(packet).isEqualTo(sent);
            for (int position = packet.length; position < out.length; position++) {
                assertThat(out[position]).isEqualTo(UNTOUCHED);
            }
            int clear = RtpHeader.clearLength(packet, 0, packet.length);
            assertThat(clear).isEqualTo(dev.parley.media.rtp.RtpHeader.headerLength(packet, 0, packet.length));
        }
    }

    /** Each command is a packet: of which stream, how far on or back, whole or with a bit changed, RTP or RTCP. */
    @FuzzTest
    void opensEachPacketOnce(byte[] script) {
        for (SrtpProfile profile : SrtpProfile.values()) {
            Exchange exchange = new Exchange(profile);
            for (FuzzCommands command : FuzzCommands.of(script, 300)) {
                exchange.carry(command);
            }
        }
    }

    /** Knows by its own books what the receiver must say. */
    private static final class Exchange {
        private final SrtpReceiver receiver;
        private final SrtpProfile profile;
        private final Map<Integer, Long> highest = new HashMap<>();
        private final Set<Long> opened = new HashSet<>();
        private final SrtpSender reports;
        private final Set<Integer> reporters = new HashSet<>();
        private byte[] lastReport = new byte[0];

        Exchange(SrtpProfile profile) {
            receiver = new SrtpReceiver(key(profile), MOST_SSRCS);
            this.profile = profile;
            reports = new SrtpSender(key(profile));
        }

        void carry(FuzzCommands command) {
            int ssrc = command.what() & 3;
            if ((command.what() & 0x80) != 0) {
                carryReport(ssrc, command.content(), (command.what() & 4) != 0);
                return;
            }
            int step = (byte) command.number() * ((command.what() & 8) == 0 ? 1 : 257);
            long last = highest.getOrDefault(ssrc, -1L);
            long index = Math.max(0, last + step);
            carryPacket(ssrc, last, index, command.content(), (command.what() & 4) != 0);
        }

        private void carryPacket(int ssrc, long last, long index, byte[] payload, boolean changed) {
            byte[] plain = RtpPackets.rtp(ssrc, (int) index & 0xFFFF, payload.length, new Random(index));
            System.arraycopy(payload, 0, plain, plain.length - payload.length, payload.length);
            byte[] sealed = new byte[plain.length + SrtpSender.MAX_RTP_OVERHEAD];
            // A new one each time, since a used one refuses to seal an index twice in a row.
            PacketCipher sealing = SrtpKeyDerivation.rtpCipher(key(profile));
            int length = sealing.sealRtp(plain, plain.length - payload.length, plain.length, index, sealed, 0);
            if (changed) {
                sealed[(int) (index % length)] ^= 4;
            }
            byte[] out = new byte[sealed.length];
            int result = receiver.unprotectRtp(sealed, 0, length, out, 0);
            if (result < 0) {
                assertThat(result).isBetween(SrtpReceiver.TOO_MANY_SSRC, SrtpReceiver.AUTH_FAILED);
                assertThat(changed || mayRefuse(ssrc, last, index))
                        .as("a genuine packet, ssrc %d, index %d after %d", ssrc, index, last)
                        .isTrue();
                return;
            }
            assertThat(changed).isFalse();
            assertThat(Arrays.copyOf(out, result)).isEqualTo(plain);
            assertThat(opened.add(index << 2 | ssrc)).as("opened before").isTrue();
            highest.put(ssrc, Math.max(last, index));
        }

        private boolean mayRefuse(int ssrc, long last, long index) {
            boolean again = opened.contains(index << 2 | ssrc);
            boolean late = last - index >= ReplayWindow.SIZE;
            boolean far = last < 0 ? index > 0xFFFF : Math.abs(index - last) >= 1 << 15;
            return again || late || far || (last < 0 && highest.size() == MOST_SSRCS);
        }

        private void carryReport(int ssrc, byte[] content, boolean again) {
            byte[] plain = RtpPackets.rtcp(ssrc, content.length & 0x3F, new Random(content.length));
            byte[] sealed = new byte[plain.length + SrtpSender.MAX_RTCP_OVERHEAD];
            int length = reports.protectRtcp(plain, plain.length, sealed, 0);
            byte[] out = new byte[sealed.length];
            int result = receiver.unprotectRtcp(sealed, 0, length, out, 0);
            if (!reporters.contains(ssrc) && reporters.size() == MOST_SSRCS) {
                assertThat(result).isEqualTo(SrtpReceiver.TOO_MANY_SSRC);
                return;
            }
            reporters.add(ssrc);
            assertThat(Arrays.copyOf(out, result)).isEqualTo(plain);
            lastReport = again ? Arrays.copyOf(sealed, length) : lastReport;
            if (lastReport.length > 0) {
                assertThat(receiver.unprotectRtcp(lastReport, 0, lastReport.length, new byte[2_048], 0))
                        .isEqualTo(SrtpReceiver.REPLAYED);
            }
        }
    }

    private static SrtpMasterKey key(SrtpProfile profile) {
        return RtpPackets.masterKey(profile, new Random(11));
    }
}
