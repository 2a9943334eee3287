package dev.parley.media.stun;

/** Attribute types and the lengths their values must have (RFC 8489 section 14, RFC 8445 section 16.1). */
final class StunAttribute {

    static final int MAPPED_ADDRESS = 0x0001;
    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int REALM = 0x0014;
    static final int NONCE = 0x0015;
    static final int MESSAGE_INTEGRITY_SHA256 = 0x001C;
    static final int PASSWORD_ALGORITHM = 0x001D;
    static final int USERHASH = 0x001E;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802A;

    static final int INTEGRITY_LENGTH = 20;
    static final int FINGERPRINT_LENGTH = 4;
    static final int FINGERPRINT_XOR = 0x5354554e;

    /** RFC 8489 section 14.3: a user name has fewer than 509 bytes. */
    private static final int USERNAME_LIMIT = 508;

    private StunAttribute() {}

    static boolean isComprehensionRequired(int type) {
        return type < 0x8000;
    }

    static boolean isKnown(int type) {
        return switch (type) {
            case MAPPED_ADDRESS,
                    USERNAME,
                    MESSAGE_INTEGRITY,
                    ERROR_CODE,
                    UNKNOWN_ATTRIBUTES,
                    REALM,
                    NONCE,
                    MESSAGE_INTEGRITY_SHA256,
                    PASSWORD_ALGORITHM,
                    USERHASH,
                    XOR_MAPPED_ADDRESS,
                    PRIORITY,
                    USE_CANDIDATE,
                    FINGERPRINT,
                    ICE_CONTROLLED,
                    ICE_CONTROLLING -> true;
            default -> false;
        };
    }

    static boolean isLengthAllowed(int type, int length) {
        return switch (type) {
            case USERNAME -> length <= USERNAME_LIMIT;
            case MESSAGE_INTEGRITY -> length == INTEGRITY_LENGTH;
            case FINGERPRINT -> length == FINGERPRINT_LENGTH;
            case PRIORITY -> length == 4;
            case USE_CANDIDATE -> length == 0;
            case ICE_CONTROLLED, ICE_CONTROLLING -> length == 8;
            case ERROR_CODE -> length >= 4;
            case XOR_MAPPED_ADDRESS -> length == 8 || length == 20;
            default -> true;
        };
    }

    static int paddedLength(int length) {
        return (length + 3) & ~3;
    }
}
