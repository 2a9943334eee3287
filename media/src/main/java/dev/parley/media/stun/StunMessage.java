package dev.parley.media.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A STUN message as received (RFC 8489), structurally checked and immutable. Parsing proves only that the lengths fit;
 * whoever acts on a message calls {@link #verifyIntegrity} first. Of repeated attributes the first counts (section 14),
 * and what follows MESSAGE-INTEGRITY, other than FINGERPRINT, is ignored (section 14.5).
 */
public final class StunMessage {

    public static final int BINDING_REQUEST = 0x0001;
    public static final int BINDING_INDICATION = 0x0011;
    public static final int BINDING_SUCCESS = 0x0101;
    public static final int BINDING_ERROR = 0x0111;

    public static final int TRANSACTION_ID_LENGTH = 12;

    /** Bytes a message may have; a connectivity check has about 100. */
    public static final int MAX_LENGTH = 2048;

    static final int HEADER_LENGTH = 20;
    static final int MAGIC_COOKIE = 0x2112A442;

    private static final int ABSENT = -1;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private final byte[] bytes;
    private final int integrityOffset;
    private final int fingerprintOffset;

    private StunMessage(byte[] bytes, int integrityOffset, int fingerprintOffset) {
        this.bytes = bytes;
        this.integrityOffset = integrityOffset;
        this.fingerprintOffset = fingerprintOffset;
    }

    /** Whether a datagram is STUN: first two bits zero, the magic cookie, and a length field that fits the datagram. */
    public static boolean isStun(byte[] b, int offset, int length) {
        return length >= HEADER_LENGTH
                && (b[offset] & 0xC0) == 0
                && intAt(b, offset + 4) == MAGIC_COOKIE
                && (b[offset + 3] & 3) == 0
                && HEADER_LENGTH + shortAt(b, offset + 2) == length;
    }

    /**
     * Reads one datagram; the bytes are copied.
     *
     * @throws MalformedStunException when it is not STUN, is longer than {@link #MAX_LENGTH}, or an attribute overruns
     *     the message or has an impossible length
     */
    public static StunMessage parse(byte[] b, int offset, int length) throws MalformedStunException {
        if (!isStun(b, offset, length)) {
            throw new MalformedStunException("not a STUN message");
        }
        if (length > MAX_LENGTH) {
            throw new MalformedStunException("longer than " + MAX_LENGTH + " bytes");
        }
        return scan(Arrays.copyOfRange(b, offset, offset + length));
    }

    private static StunMessage scan(byte[] bytes) throws MalformedStunException {
        int integrity = ABSENT;
        int fingerprint = ABSENT;
        int position = HEADER_LENGTH;
        while (position < bytes.length) {
            if (fingerprint != ABSENT) {
                throw new MalformedStunException("FINGERPRINT is not the last attribute");
            }
            int type = shortAt(bytes, position);
            int next = checkedEnd(bytes, position, type);
            if (type == StunAttribute.MESSAGE_INTEGRITY && integrity == ABSENT) {
                integrity = position;
            } else if (type == StunAttribute.FINGERPRINT) {
                fingerprint = position;
            }
            position = next;
        }
        return new StunMessage(bytes, integrity, fingerprint);
    }

    private static int checkedEnd(byte[] bytes, int position, int type) throws MalformedStunException {
        int length = shortAt(bytes, position + 2);
        int end = position + 4 + StunAttribute.paddedLength(length);
        if (end > bytes.length) {
            throw new MalformedStunException("attribute 0x%04x overruns the message".formatted(type));
        }
        if (!StunAttribute.isLengthAllowed(type, length)) {
            throw new MalformedStunException("attribute 0x%04x with %d bytes".formatted(type, length));
        }
        if (type == StunAttribute.XOR_MAPPED_ADDRESS && bytes[position + 5] != (length == 8 ? IPV4 : IPV6)) {
            throw new MalformedStunException("address family does not fit the address");
        }
        return end;
    }

    /** The message type, such as {@link #BINDING_REQUEST}. */
    public int type() {
        return shortAt(bytes, 0);
    }

    /** Bytes the message had on the wire. */
    public int length() {
        return bytes.length;
    }

    /** A copy of the 12 bytes that tie an answer to its request. */
    public byte[] transactionId() {
        return Arrays.copyOfRange(bytes, 8, HEADER_LENGTH);
    }

    public boolean hasTransactionId(byte[] transactionId) {
        return Arrays.equals(bytes, 8, HEADER_LENGTH, transactionId, 0, transactionId.length);
    }

    public Optional<String> username() {
        int value = valueOf(StunAttribute.USERNAME);
        return value == ABSENT
                ? Optional.empty()
                : Optional.of(new String(bytes, value, shortAt(bytes, value - 2), StandardCharsets.UTF_8));
    }

    /** The candidate priority (RFC 8445 section 7.1.1), unsigned 32 bits. */
    public OptionalLong priority() {
        int value = valueOf(StunAttribute.PRIORITY);
        return value == ABSENT ? OptionalLong.empty() : OptionalLong.of(intAt(bytes, value) & 0xFFFFFFFFL);
    }

    public boolean useCandidate() {
        return valueOf(StunAttribute.USE_CANDIDATE) != ABSENT;
    }

    /** The tie-breaker of a sender that takes the controlling role. */
    public OptionalLong iceControlling() {
        return longOf(StunAttribute.ICE_CONTROLLING);
    }

    /** The tie-breaker of a sender that takes the controlled role. */
    public OptionalLong iceControlled() {
        return longOf(StunAttribute.ICE_CONTROLLED);
    }

    /** The code of an error response, 0..799 as the sender wrote it. */
    public OptionalInt errorCode() {
        int value = valueOf(StunAttribute.ERROR_CODE);
        return value == ABSENT
                ? OptionalInt.empty()
                : OptionalInt.of((bytes[value + 2] & 7) * 100 + Math.min(bytes[value + 3] & 0xFF, 99));
    }

    public Optional<InetSocketAddress> xorMappedAddress() {
        int value = valueOf(StunAttribute.XOR_MAPPED_ADDRESS);
        if (value == ABSENT) {
            return Optional.empty();
        }
        int port = shortAt(bytes, value + 2) ^ (MAGIC_COOKIE >>> 16);
        byte[] address = Arrays.copyOfRange(bytes, value + 4, value + shortAt(bytes, value - 2));
        for (int i = 0; i < address.length; i++) {
            // The mask is cookie followed by transaction id: the header's bytes from offset 4 on.
            address[i] ^= bytes[4 + i];
        }
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByAddress(address), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("parsing let an address of " + address.length + " bytes through", e);
        }
    }

    /** Attribute types that the receiver must understand and does not: the reason for a 420 answer. */
    public List<Integer> unknownRequiredAttributes() {
        List<Integer> unknown = new ArrayList<>();
        for (int position = HEADER_LENGTH; position < meaningfulEnd(); position = next(position)) {
            int type = shortAt(bytes, position);
            if (StunAttribute.isComprehensionRequired(type) && !StunAttribute.isKnown(type)) {
                unknown.add(type);
            }
        }
        return unknown;
    }

    public boolean hasIntegrity() {
        return integrityOffset != ABSENT;
    }

    /**
     * Whether MESSAGE-INTEGRITY is present and right, compared in constant time.
     *
     * @param key the ICE password's bytes (short-term credentials, RFC 8489 section 9.1.1)
     */
    public boolean verifyIntegrity(byte[] key) {
        if (integrityOffset == ABSENT) {
            return false;
        }
        byte[] sent =
                Arrays.copyOfRange(bytes, integrityOffset + 4, integrityOffset + 4 + StunAttribute.INTEGRITY_LENGTH);
        return MessageDigest.isEqual(StunIntegrity.hmac(bytes, integrityOffset, key), sent);
    }

    public boolean hasFingerprint() {
        return fingerprintOffset != ABSENT;
    }

    /** Whether FINGERPRINT is present and right. */
    public boolean verifyFingerprint() {
        return fingerprintOffset != ABSENT
                && StunIntegrity.fingerprint(bytes, fingerprintOffset) == intAt(bytes, fingerprintOffset + 4);
    }

    private OptionalLong longOf(int type) {
        int value = valueOf(type);
        return value == ABSENT
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(bytes).getLong(value));
    }

    private int valueOf(int type) {
        for (int position = HEADER_LENGTH; position < meaningfulEnd(); position = next(position)) {
            if (shortAt(bytes, position) == type) {
                return position + 4;
            }
        }
        return ABSENT;
    }

    private int meaningfulEnd() {
        return integrityOffset == ABSENT ? bytes.length : integrityOffset;
    }

    private int next(int position) {
        return position + 4 + StunAttribute.paddedLength(shortAt(bytes, position + 2));
    }

    private static int shortAt(byte[] b, int offset) {
        return (b[offset] & 0xFF) << 8 | (b[offset + 1] & 0xFF);
    }

    private static int intAt(byte[] b, int offset) {
        return shortAt(b, offset) << 16 | shortAt(b, offset + 2);
    }
}
