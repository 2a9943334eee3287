package dev.parley.media.forward;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.PeerTransport;

/** Seals and sends at once. */
final class DirectEgress implements Egress {

    private final PeerTransport transport;

    DirectEgress(PeerTransport transport) {
        this.transport = transport;
    }

    @Override
    public boolean isOpen() {
        return transport.isConnected();
    }

    @Override
    public int openHeader(byte[] packet, boolean padded) {
        packet[0] = (byte) (padded ? 0xA0 : 0x80);
        return RtpHeader.FIXED_LENGTH;
    }

    @Override
    public void send(byte[] packet, int length, Urgency urgency, long now) {
        transport.sendRtp(packet, length);
    }

    @Override
    public void sendKeeping(byte[] packet, int length, SealedHistory keep, long now) {
        int sealed = transport.sendRtpKeeping(packet, length);
        if (sealed > 0) {
            keep.put(RtpHeader.sequence(packet, 0), transport.lastSealed(), sealed);
        }
    }

    @Override
    public void repeat(SealedHistory kept, int sequence, long now) {
        kept.repeat(sequence, transport);
    }
}
