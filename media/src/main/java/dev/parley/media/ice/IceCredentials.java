package dev.parley.media.ice;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * One side's user name fragment and password (RFC 8445 section 5.3).
 *
 * @param ufrag 4..256 ice-chars
 * @param pwd 22..256 ice-chars
 */
public record IceCredentials(String ufrag, String pwd) {

    private static final String ICE_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int UFRAG_LENGTH = 8;
    private static final int PWD_LENGTH = 24;

    /**
     * New credentials with 48 and 144 random bits.
     *
     * @param random a {@link java.security.SecureRandom} outside tests
     */
    public static IceCredentials random(RandomGenerator random) {
        return new IceCredentials(iceChars(random, UFRAG_LENGTH), iceChars(random, PWD_LENGTH));
    }

    /** The key of MESSAGE-INTEGRITY in messages this side verifies as requests. */
    public byte[] key() {
        return pwd.getBytes(StandardCharsets.UTF_8);
    }

    private static String iceChars(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
        }
        return text.toString();
    }
}
