package dev.parley.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Session keys from a master key (RFC 3711 section 4.3, with a key derivation rate of zero; RFC 7714 section 11). */
final class SrtpKeyDerivation {

    static final int RTP_ENCRYPTION = 0;
    static final int RTP_AUTHENTICATION = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_ENCRYPTION = 3;
    static final int RTCP_AUTHENTICATION = 4;
    static final int RTCP_SALT = 5;

    /** The label lies above the 48-bit index in a 112-bit block: byte 7. */
    private static final int LABEL_POSITION = 7;

    private static final int AUTHENTICATION_KEY_LENGTH = 20;

    private SrtpKeyDerivation() {}

    static PacketCipher rtpCipher(SrtpMasterKey master) {
        return cipher(master, RTP_ENCRYPTION, RTP_AUTHENTICATION, RTP_SALT);
    }

    static PacketCipher rtcpCipher(SrtpMasterKey master) {
        return cipher(master, RTCP_ENCRYPTION, RTCP_AUTHENTICATION, RTCP_SALT);
    }

    private static PacketCipher cipher(SrtpMasterKey master, int encryption, int authentication, int salt) {
        byte[] key = derive(master, encryption, SrtpProfile.KEY_LENGTH);
        byte[] sessionSalt = derive(master, salt, master.profile().saltLength());
        return switch (master.profile()) {
            case AEAD_AES_128_GCM -> new GcmPacketCipher(key, sessionSalt);
            case AES_CM_128_HMAC_SHA1_80 ->
                new CounterModePacketCipher(
                        key, sessionSalt, derive(master, authentication, AUTHENTICATION_KEY_LENGTH));
        };
    }

    static byte[] derive(SrtpMasterKey master, int label, int length) {
        byte[] block = new byte[16];
        System.arraycopy(master.salt(), 0, block, 0, master.salt().length);
        block[LABEL_POSITION] ^= (byte) label;
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(master.key(), "AES"), new IvParameterSpec(block));
            return cipher.doFinal(new byte[length]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES in counter mode", e);
        }
    }
}
