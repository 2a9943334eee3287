package dev.parley.media.dtls;

import dev.parley.media.srtp.SrtpMasterKey;
import dev.parley.media.srtp.SrtpProfile;
import java.util.Arrays;

/**
 * What a handshake agreed on (RFC 5764 section 4.2): one master key for what the DTLS client sends and one for what the
 * server sends.
 *
 * @param localRole which of the two this side is
 */
public record SrtpKeys(
        SrtpProfile profile,
        DtlsRole localRole,
        byte[] clientKey,
        byte[] clientSalt,
        byte[] serverKey,
        byte[] serverSalt) {

    /** Label of the exporter whose output {@link #split} takes apart. */
    static final String EXPORTER_LABEL = "EXTRACTOR-dtls_srtp";

    /** Bytes the exporter must give for a profile. */
    static int exportedLength(SrtpProfile profile) {
        return 2 * (SrtpProfile.KEY_LENGTH + profile.saltLength());
    }

    /** Client key, server key, client salt, server salt: the order of RFC 5764 section 4.2. */
    static SrtpKeys split(SrtpProfile profile, DtlsRole localRole, byte[] exported) {
        int key = SrtpProfile.KEY_LENGTH;
        int salt = profile.saltLength();
        return new SrtpKeys(
                profile,
                localRole,
                Arrays.copyOfRange(exported, 0, key),
                Arrays.copyOfRange(exported, 2 * key, 2 * key + salt),
                Arrays.copyOfRange(exported, key, 2 * key),
                Arrays.copyOfRange(exported, 2 * key + salt, 2 * (key + salt)));
    }

    /** Protects what this side sends. */
    public SrtpMasterKey localKey() {
        return key(localRole);
    }

    /** Opens what the other side sends. */
    public SrtpMasterKey remoteKey() {
        return key(localRole == DtlsRole.CLIENT ? DtlsRole.SERVER : DtlsRole.CLIENT);
    }

    private SrtpMasterKey key(DtlsRole role) {
        return switch (role) {
            case CLIENT -> new SrtpMasterKey(profile, clientKey, clientSalt);
            case SERVER -> new SrtpMasterKey(profile, serverKey, serverSalt);
        };
    }

    /** Names profile and role only: secrets stay out of logs. */
    @Override
    public String toString() {
        return "SrtpKeys[" + profile + ", " + localRole + "]";
    }
}
