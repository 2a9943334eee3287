package dev.parley.protocol.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The binary part of a PrivateMapKey, big endian (spec/05 §2.1).
 *
 * @param sdkAppId unsigned 32 bits
 * @param expiresAt epoch seconds, unsigned 32 bits
 */
record PermissionBuffer(String userId, long sdkAppId, TicketRoom room, long expiresAt, Permissions permissions) {

    private static final int NUMERIC_ROOM = 0;
    private static final int STRING_ROOM = 1;
    private static final long MAX_UNSIGNED = 0xffff_ffffL;
    /** Bytes besides the user id: version, length, application, room, expiry, bits, account type. */
    private static final int FIXED_BYTES = 23;

    PermissionBuffer {
        if (sdkAppId < 0 || sdkAppId > MAX_UNSIGNED || expiresAt < 0 || expiresAt > MAX_UNSIGNED) {
            throw new IllegalArgumentException("a PrivateMapKey carries an SdkAppId and an expiry of 32 bits only");
        }
    }

    String encode() {
        byte[] user = userId.getBytes(UTF_8);
        byte[] roomText = room instanceof TicketRoom.Text text ? text.id().getBytes(UTF_8) : new byte[0];
        int roomBytes = room instanceof TicketRoom.Text ? 2 + roomText.length : 0;
        ByteBuffer buffer = ByteBuffer.allocate(FIXED_BYTES + user.length + roomBytes);
        buffer.put((byte) (room instanceof TicketRoom.Text ? STRING_ROOM : NUMERIC_ROOM));
        buffer.putShort((short) user.length).put(user);
        buffer.putInt((int) sdkAppId);
        buffer.putInt(room instanceof TicketRoom.Numeric numeric ? (int) numeric.id() : 0);
        buffer.putInt((int) expiresAt).putInt(permissions.bits()).putInt(0);
        if (room instanceof TicketRoom.Text) {
            buffer.putShort((short) roomText.length).put(roomText);
        }
        return Base64.getEncoder().encodeToString(buffer.array());
    }

    static PermissionBuffer decode(String base64) throws MalformedTicketException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            PermissionBuffer decoded = read(buffer);
            if (buffer.hasRemaining()) {
                throw new MalformedTicketException("the permission buffer is longer than its content");
            }
            return decoded;
        } catch (BufferUnderflowException e) {
            throw new MalformedTicketException("the permission buffer is cut off", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedTicketException("the permission buffer is not base64 or names an impossible room", e);
        }
    }

    private static PermissionBuffer read(ByteBuffer buffer) throws MalformedTicketException {
        int version = Byte.toUnsignedInt(buffer.get());
        if (version != NUMERIC_ROOM && version != STRING_ROOM) {
            throw new MalformedTicketException("the permission buffer has the unknown version " + version);
        }
        String userId = readText(buffer);
        long sdkAppId = Integer.toUnsignedLong(buffer.getInt());
        long number = Integer.toUnsignedLong(buffer.getInt());
        long expiresAt = Integer.toUnsignedLong(buffer.getInt());
        Permissions permissions = new Permissions(buffer.getInt());
        buffer.getInt();
        TicketRoom room =
                version == STRING_ROOM ? new TicketRoom.Text(readText(buffer)) : new TicketRoom.Numeric(number);
        return new PermissionBuffer(userId, sdkAppId, room, expiresAt, permissions);
    }

    private static String readText(ByteBuffer buffer) {
        byte[] bytes = new byte[Short.toUnsignedInt(buffer.getShort())];
        buffer.get(bytes);
        return new String(bytes, UTF_8);
    }
}
