package dev.parley.media.srtp;

/**
 * The secret that protects one direction of a transport. Two parties that derive from the same one must never send the
 * same (SSRC, index): use one key for one direction.
 *
 * @param key {@link SrtpProfile#KEY_LENGTH} bytes
 * @param salt {@link SrtpProfile#saltLength()} bytes
 */
public record SrtpMasterKey(SrtpProfile profile, byte[] key, byte[] salt) {

    public SrtpMasterKey {
        if (key.length != SrtpProfile.KEY_LENGTH || salt.length != profile.saltLength()) {
            throw new IllegalArgumentException(
                    "%s with %d bytes of key and %d of salt".formatted(profile, key.length, salt.length));
        }
        key = key.clone();
        salt = salt.clone();
    }

    /** Names the profile only: secrets stay out of logs. */
    @Override
    public String toString() {
        return "SrtpMasterKey[" + profile + "]";
    }
}
