package dev.parley.server.transport;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.PeerTransport;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server's end of a client's connection. */
final class ServerEnd extends ConnectionEnd {
    @Nullable
    PeerTransport transport;

    PeerTransport transport() {
        return Objects.requireNonNull(transport);
    }

    /** A small RTP packet that can be told from others. */
    static byte[] packet(int number) {
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH + 8];
        packet[0] = (byte) 0x80;
        RtpHeader.setPayloadType(packet, 0, 111);
        RtpHeader.setSequence(packet, 0, number);
        RtpHeader.setSsrc(packet, 0, 42);
        packet[RtpHeader.FIXED_LENGTH] = (byte) number;
        return packet;
    }
}
