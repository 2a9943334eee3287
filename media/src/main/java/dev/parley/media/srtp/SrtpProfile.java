package dev.parley.media.srtp;

/** The protection profiles we speak, preferred first. */
public enum SrtpProfile {
    /** RFC 7714; about twice as fast as the other one here. */
    AEAD_AES_128_GCM(7, 12, 16),
    /** RFC 3711; all that FFmpeg and GStreamer offer. */
    AES_CM_128_HMAC_SHA1_80(1, 14, 10);

    /** Bytes of a master key, in both profiles. */
    public static final int KEY_LENGTH = 16;

    private final int dtlsId;
    private final int saltLength;
    private final int tagLength;

    SrtpProfile(int dtlsId, int saltLength, int tagLength) {
        this.dtlsId = dtlsId;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
    }

    /** The number in the DTLS use_srtp extension (RFC 5764 section 4.1.2, RFC 7714 section 14.2). */
    public int dtlsId() {
        return dtlsId;
    }

    /** Bytes of a master salt. */
    public int saltLength() {
        return saltLength;
    }

    /** Bytes of authentication tag on every packet. */
    public int tagLength() {
        return tagLength;
    }
}
