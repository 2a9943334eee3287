package dev.parley.media.stun;

import java.security.GeneralSecurityException;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two checks a message ends with: HMAC-SHA1 (RFC 8489 section 14.5) and CRC-32 (section 14.7). */
final class StunIntegrity {

    private static final String ALGORITHM = "HmacSHA1";

    private StunIntegrity() {}

    /** The HMAC of a message whose MESSAGE-INTEGRITY attribute starts at {@code attributeOffset}. */
    static byte[] hmac(byte[] message, int attributeOffset, byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            int lengthField = attributeOffset + 4 + StunAttribute.INTEGRITY_LENGTH - StunMessage.HEADER_LENGTH;
            mac.update(message, 0, 2);
            mac.update((byte) (lengthField >> 8));
            mac.update((byte) lengthField);
            mac.update(message, 4, attributeOffset - 4);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    /** The value of a FINGERPRINT attribute that starts at {@code attributeOffset} and ends the message. */
    static int fingerprint(byte[] message, int attributeOffset) {
        int lengthField = attributeOffset + 4 + StunAttribute.FINGERPRINT_LENGTH - StunMessage.HEADER_LENGTH;
        CRC32 crc = new CRC32();
        crc.update(message, 0, 2);
        crc.update(lengthField >> 8);
        crc.update(lengthField);
        crc.update(message, 4, attributeOffset - 4);
        return (int) crc.getValue() ^ StunAttribute.FINGERPRINT_XOR;
    }
}
