package dev.parley.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole packets from master keys, as libsrtp's own test has them ({@code test/srtp_driver.c} of libsrtp 2,
 * {@code srtp_validate} and {@code srtp_validate_gcm}): key derivation, RTP and RTCP, both profiles, both directions.
 */
class LibsrtpVectorsTest {

    private static final byte[] RTP = hex("800f1234decafbadcafebabe" + "ab".repeat(16));
    private static final byte[] RTCP = hex("81c8000bcafebabe" + "ab".repeat(16));

    /** The bytes of one profile. */
    private record Vector(SrtpMasterKey master, byte[] sealedRtp, byte[] sealedRtcp) {}

    private static Vector vector(SrtpProfile profile) {
        return switch (profile) {
            case AES_CM_128_HMAC_SHA1_80 ->
                new Vector(
                        new SrtpMasterKey(
                                profile, hex("e1f97a0d3e018be0d64fa32c06de4139"), hex("0ec675ad498afeebb6960b3aabe6")),
                        hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb"),
                        hex("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798"));
            case AEAD_AES_128_GCM ->
                new Vector(
                        new SrtpMasterKey(
                                profile, hex("000102030405060708090a0b0c0d0e0f"), hex("a0a1a2a3a4a5a6a7a8a9aaab")),
                        hex("800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06e"
                                + "d2976826f796b201df3131a127e8a392"),
                        hex("81c8000bcafebabec98b8b5df0392a55852b6c21ac8e7025"
                                + "c52c6fbea2b3b446ea31123ba88ce61e80000001"));
        };
    }

    @ParameterizedTest
    @EnumSource
    void sealsAndOpensTheRtpPacket(SrtpProfile profile) {
        Vector vector = vector(profile);
        byte[] sealed = new byte[vector.sealedRtp().length];
        assertThat(new SrtpSender(vector.master()).protectRtp(RTP, RTP.length, sealed, 0))
                .isEqualTo(sealed.length);
        assertThat(sealed).isEqualTo(vector.sealedRtp());

        byte[] opened = new byte[sealed.length];
        assertThat(new SrtpReceiver(vector.master()).unprotectRtp(sealed, 0, sealed.length, opened, 0))
                .isEqualTo(RTP.length);
        assertThat(Arrays.copyOf(opened, RTP.length)).isEqualTo(RTP);
    }

    @ParameterizedTest
    @EnumSource
    void sealsAndOpensTheRtcpPacket(SrtpProfile profile) {
        Vector vector = vector(profile);
        byte[] sealed = new byte[vector.sealedRtcp().length];
        assertThat(new SrtpSender(vector.master()).protectRtcp(RTCP, RTCP.length, sealed, 0))
                .isEqualTo(sealed.length);
        assertThat(sealed).isEqualTo(vector.sealedRtcp());

        byte[] opened = new byte[sealed.length];
        assertThat(new SrtpReceiver(vector.master()).unprotectRtcp(sealed, 0, sealed.length, opened, 0))
                .isEqualTo(RTCP.length);
        assertThat(Arrays.copyOf(opened, RTCP.length)).isEqualTo(RTCP);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
