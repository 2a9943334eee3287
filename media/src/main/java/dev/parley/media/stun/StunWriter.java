package dev.parley.media.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one STUN message, attribute by attribute in the order of the calls. Finish with {@link #integrity} (when there
 * is a key), then {@link #fingerprint}, then {@link #toBytes}. For one thread and one message.
 */
public final class StunWriter {

    private final ByteBuffer buffer = ByteBuffer.allocate(StunMessage.MAX_LENGTH);

    private StunWriter(int type, byte[] transactionId) {
        if (transactionId.length != StunMessage.TRANSACTION_ID_LENGTH) {
            throw new IllegalArgumentException("a transaction id has 12 bytes, not " + transactionId.length);
        }
        buffer.putShort((short) type)
                .putShort((short) 0)
                .putInt(StunMessage.MAGIC_COOKIE)
                .put(transactionId);
    }

    /** Starts a binding request. */
    public static StunWriter bindingRequest(byte[] transactionId) {
        return new StunWriter(StunMessage.BINDING_REQUEST, transactionId);
    }

    /** Starts a success response; the transaction id is the request's. */
    public static StunWriter bindingSuccess(byte[] transactionId) {
        return new StunWriter(StunMessage.BINDING_SUCCESS, transactionId);
    }

    /**
     * Starts an error response.
     *
     * @param code 300..699
     * @param reason a short ASCII phrase
     */
    public static StunWriter bindingError(byte[] transactionId, int code, String reason) {
        if (code < 300 || code > 699) {
            throw new IllegalArgumentException("error code " + code);
        }
        byte[] phrase = reason.getBytes(StandardCharsets.UTF_8);
        byte[] value = new byte[4 + phrase.length];
        value[2] = (byte) (code / 100);
        value[3] = (byte) (code % 100);
        System.arraycopy(phrase, 0, value, 4, phrase.length);
        return new StunWriter(StunMessage.BINDING_ERROR, transactionId).attribute(StunAttribute.ERROR_CODE, value);
    }

    public StunWriter username(String username) {
        return attribute(StunAttribute.USERNAME, username.getBytes(StandardCharsets.UTF_8));
    }

    public StunWriter priority(long priority) {
        return attribute(
                StunAttribute.PRIORITY,
                ByteBuffer.allocate(4).putInt((int) priority).array());
    }

    public StunWriter useCandidate() {
        return attribute(StunAttribute.USE_CANDIDATE, new byte[0]);
    }

    public StunWriter iceControlling(long tieBreaker) {
        return attribute(
                StunAttribute.ICE_CONTROLLING,
                ByteBuffer.allocate(8).putLong(tieBreaker).array());
    }

    public StunWriter iceControlled(long tieBreaker) {
        return attribute(
                StunAttribute.ICE_CONTROLLED,
                ByteBuffer.allocate(8).putLong(tieBreaker).array());
    }

    /** Names the attributes that caused a 420 answer (RFC 8489 section 14.9). */
    public StunWriter unknownAttributes(List<Integer> types) {
        ByteBuffer value = ByteBuffer.allocate(2 * types.size());
        types.forEach(type -> value.putShort(type.shortValue()));
        return attribute(StunAttribute.UNKNOWN_ATTRIBUTES, value.array());
    }

    /** Tells the requester where its request came from (RFC 8489 section 14.2); the address must be resolved. */
    public StunWriter xorMappedAddress(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        if (resolved == null) {
            throw new IllegalArgumentException("unresolved address " + address);
        }
        byte[] raw = resolved.getAddress();
        byte[] value = new byte[4 + raw.length];
        int port = address.getPort() ^ (StunMessage.MAGIC_COOKIE >>> 16);
        value[1] = (byte) (raw.length == 4 ? 1 : 2);
        value[2] = (byte) (port >> 8);
        value[3] = (byte) port;
        for (int i = 0; i < raw.length; i++) {
            value[4 + i] = (byte) (raw[i] ^ buffer.get(4 + i));
        }
        return attribute(StunAttribute.XOR_MAPPED_ADDRESS, value);
    }

    /** Adds MESSAGE-INTEGRITY over everything written so far. */
    public StunWriter integrity(byte[] key) {
        int start = buffer.position();
        return attribute(StunAttribute.MESSAGE_INTEGRITY, StunIntegrity.hmac(buffer.array(), start, key));
    }

    /** Adds FINGERPRINT, which must be the last attribute. */
    public StunWriter fingerprint() {
        int value = StunIntegrity.fingerprint(buffer.array(), buffer.position());
        return attribute(
                StunAttribute.FINGERPRINT, ByteBuffer.allocate(4).putInt(value).array());
    }

    /** The message. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private StunWriter attribute(int type, byte[] value) {
        buffer.putShort((short) type).putShort((short) value.length).put(value);
        buffer.put(new byte[StunAttribute.paddedLength(value.length) - value.length]);
        buffer.putShort(2, (short) (buffer.position() - StunMessage.HEADER_LENGTH));
        return this;
    }
}
