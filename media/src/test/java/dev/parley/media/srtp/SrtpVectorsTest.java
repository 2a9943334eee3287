package dev.parley.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The published test vectors: RFC 3711 appendix B, RFC 7714 sections 16.1 and 17.1. */
class SrtpVectorsTest {

    private static final byte[] GCM_KEY = hex("000102030405060708090a0b0c0d0e0f");
    private static final byte[] GCM_SALT = hex("517569642070726f2071756f");

    @Test
    void derivesTheSessionKeysOfRfc3711() {
        SrtpMasterKey master = new SrtpMasterKey(
                SrtpProfile.AES_CM_128_HMAC_SHA1_80,
                hex("E1F97A0D3E018BE0D64FA32C06DE4139"),
                hex("0EC675AD498AFEEBB6960B3AABE6"));

        assertThat(SrtpKeyDerivation.derive(master, SrtpKeyDerivation.RTP_ENCRYPTION, 16))
                .isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(SrtpKeyDerivation.derive(master, SrtpKeyDerivation.RTP_SALT, 14))
                .isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(SrtpKeyDerivation.derive(master, SrtpKeyDerivation.RTP_AUTHENTICATION, 94))
                .isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCE"
                        + "E049646C43D9327AD175578EF72270986371C10C9A369AC2F94A8C5FBCDDDC25"
                        + "6D6E919A48B610EF17C2041E474035766B68642C59BBFC2F34DB60DBDFB2"));
    }

    /** Appendix B.2 with SSRC and index zero: encrypting zeros shows the key stream, all 1,044,512 bytes of it. */
    @Test
    void counterModeMakesTheKeyStreamOfRfc3711() {
        PacketCipher cipher = new CounterModePacketCipher(
                hex("2B7E151628AED2A6ABF7158809CF4F3C"), hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"), new byte[20]);
        byte[] packet = new byte[12 + 0xFF02 * 16];
        byte[] out = new byte[packet.length + 10];

        cipher.sealRtp(packet, 12, packet.length, 0, out, 0);

        assertThat(Arrays.copyOfRange(out, 12, 60))
                .isEqualTo(hex("E03EAD0935C95E80E166B16DD92B4EB4" + "D23513162B02D0F72A43A2FE4A5F97AB"
                        + "41E95B3BB0A2E8DD477901E4FCA894C0"));
        assertThat(Arrays.copyOfRange(out, 12 + 0xFEFF * 16, packet.length))
                .isEqualTo(hex("EC8CDF7398607CB0F2D21675EA9EA1E4" + "362B7C3C6773516318A077D7FC5073AE"
                        + "6A2CC3787889374FBEB4C81B17BA6C44"));
    }

    @Test
    void gcmSealsAndOpensTheRtpPacketOfRfc7714() {
        byte[] plain = hex("8040f17b8041f8d35501a0b2"
                + "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573");
        byte[] sealed = hex("8040f17b8041f8d35501a0b2" + "f24de3a3fb34de6cacba861c9d7e4bca"
                + "be633bd50d294e6f42a5f47a51c7d19b36de3adf8833" + "899d7f27beb16a9152cf765ee4390cce");
        PacketCipher cipher = new GcmPacketCipher(GCM_KEY, GCM_SALT);
        byte[] out = new byte[sealed.length];

        assertThat(cipher.sealRtp(plain, 12, plain.length, 0xf17b, out, 0)).isEqualTo(sealed.length);
        assertThat(out).isEqualTo(sealed);

        byte[] opened = new byte[sealed.length];
        assertThat(cipher.openRtp(sealed, 0, 12, sealed.length, 0xf17b, opened, 0))
                .isTrue();
        assertThat(Arrays.copyOf(opened, plain.length)).isEqualTo(plain);
    }

    @Test
    void gcmSealsAndOpensTheRtcpPacketOfRfc7714() {
        byte[] plain = hex("81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
                + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");
        byte[] sealed = hex("81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda"
                + "4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
        PacketCipher cipher = new GcmPacketCipher(GCM_KEY, GCM_SALT);
        byte[] out = new byte[sealed.length];

        assertThat(cipher.sealRtcp(plain, plain.length, 0x5d4, out, 0)).isEqualTo(sealed.length);
        assertThat(out).isEqualTo(sealed);

        byte[] opened = new byte[sealed.length];
        assertThat(cipher.openRtcp(sealed, 0, sealed.length, 0x5d4, opened, 0)).isTrue();
        assertThat(Arrays.copyOf(opened, plain.length)).isEqualTo(plain);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
