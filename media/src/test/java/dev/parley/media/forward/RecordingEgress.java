package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.bandwidth.Urgency;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.SequenceUnwrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes what a player's tracks send, and holds every number to be sealed once (RFC 7714 §8.1). */
final class RecordingEgress implements Egress {

    /** One packet under its sequence number without wrapping. */
    record Sent(long ssrc, long sequence, byte[] packet) {}

    final List<Sent> sent = new ArrayList<>();
    private final Map<Long, SequenceUnwrapper> sequences = new HashMap<>();
    private final Map<List<Long>, byte[]> sealed = new HashMap<>();

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public int openHeader(byte[] packet, boolean padded) {
        packet[0] = (byte) (padded ? 0xA0 : 0x80);
        return RtpHeader.FIXED_LENGTH;
    }

    @Override
    public void send(byte[] packet, int length, Urgency urgency, long now) {
        long ssrc = RtpHeader.ssrc(packet, 0);
        long sequence = sequences
                .computeIfAbsent(ssrc, stream -> new SequenceUnwrapper())
                .unwrap(RtpHeader.sequence(packet, 0));
        byte[] copy = Arrays.copyOf(packet, length);
        assertThat(sealed.put(List.of(ssrc, sequence), copy))
                .as("what was sealed as %s of %s", sequence, ssrc)
                .isNull();
        sent.add(new Sent(ssrc, sequence, copy));
    }

    @Override
    public void sendKeeping(byte[] packet, int length, SealedHistory keep, long now) {
        send(packet, length, Urgency.VIDEO, now);
    }

    @Override
    public void repeat(SealedHistory kept, int sequence, long now) {}

    List<Sent> of(long ssrc) {
        return sent.stream().filter(packet -> packet.ssrc == ssrc).toList();
    }

    @Override
    public int discard(long ssrc, long rtxSsrc) {
        return 0;
    }
}
