package dev.parley.media.forward;

import dev.parley.media.rtcp.NtpTime;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.SequenceNumbers;
import dev.parley.media.session.Codec;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.TrackDescription;
import org.jspecify.annotations.Nullable;

/**
 * One track to one player: a stream of its own with SSRC, sequence numbers and timestamps that stay continuous while
 * the publisher behind it leaves, returns or changes its encoder.
 *
 * <p>The rewriting is an offset each for sequence and timestamp, fixed when a publisher's stream starts: so the packet
 * behind a number the player reports lost is found by subtraction, without a table. Header extensions are not passed
 * on; the answer names the SSRC, and that is how the player tells tracks apart. Everything on the owner thread.
 */
public final class OutgoingTrack {

    /** Told about the flow of packets to the player. */
    public interface FlowListener {
        /** The first packet was forwarded since the flow was off. */
        void onFlowOn(OutgoingTrack track, long now);

        /** Nothing was forwarded for the stall timeout; {@code at} is when it expired. */
        void onFlowOff(OutgoingTrack track, long at);
    }

    /** What was sealed last, for players without a retransmission format; a power of two. */
    private static final int SEALED_PACKETS = 256;

    private final TrackDescription description;
    private final PeerTransport transport;
    private final FlowListener flow;
    private final long stallTimeout;
    private final long ssrc;
    private final long rtxSsrc;
    private final byte[] packet = new byte[2_048];
    private final byte[] repeated = new byte[2_048];
    private final RepeatAllowance repeats = new RepeatAllowance();

    private @Nullable IncomingTrack source;
    private long sourceGeneration;
    private @Nullable Codec codec;
    private @Nullable SealedHistory sealed;
    private boolean waitingForKeyFrame;
    private boolean starting = true;
    private boolean paused;
    private long firstSequence;
    private long sequenceOffset;
    private long timestampOffset;
    private long lastSequence;
    private long lastTimestamp;
    private long lastForwarded;
    private int rtxSequence;
    private boolean flowing;
    private long packets;
    private long octets;

    /**
     * @param rtxSsrc of the retransmission stream, or -1 when there is none
     * @param stallTimeout milliseconds without a forwarded packet after which the flow counts as off
     * @param firstSequence a random first sequence number
     */
    OutgoingTrack(
            TrackDescription description,
            PeerTransport transport,
            FlowListener flow,
            long stallTimeout,
            long ssrc,
            long rtxSsrc,
            int firstSequence) {
        this.description = description;
        this.transport = transport;
        this.flow = flow;
        this.stallTimeout = stallTimeout;
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
        this.lastSequence = firstSequence;
        this.lastTimestamp = Integer.toUnsignedLong(firstSequence * 0x9E3779B1);
    }

    public MediaKind kind() {
        return description.kind();
    }

    public String mid() {
        return description.mid();
    }

    public long ssrc() {
        return ssrc;
    }

    public long rtxSsrc() {
        return rtxSsrc;
    }

    /** Packets sent, retransmissions not counted. */
    public long packets() {
        return packets;
    }

    /** Payload bytes sent, retransmissions not counted. */
    public long octets() {
        return octets;
    }

    public boolean isFlowing() {
        return flowing;
    }

    /** Takes its packets from {@code track} from now on; video starts with that track's next key frame. */
    void startFrom(IncomingTrack track) {
        source = track;
        sourceGeneration = track.generation();
        starting = true;
        waitingForKeyFrame = kind() == MediaKind.VIDEO;
    }

    /**
     * Stops forwarding until {@link #resume}, as for a player that was lost; says nothing to the listener. Without it
     * the publisher's next key frame would start the flow again, before the player is back.
     */
    public void pause() {
        paused = true;
        flowing = false;
        if (source != null) {
            startFrom(source);
        }
    }

    /** Ends a {@link #pause}: forwarding goes on with the next key frame, which is asked for. */
    public void resume() {
        paused = false;
        requestKeyFrame();
    }

    /** Wants a fresh picture. */
    public void requestKeyFrame() {
        if (source != null && kind() == MediaKind.VIDEO) {
            source.requestKeyFrame();
        }
    }

    /** Takes one packet of {@code from}; sends it under this track's own numbers. */
    void forward(IncomingTrack from, byte[] plain, int length, int header, long sequence, boolean keyFrame, long now) {
        if (paused || !transport.isConnected()) {
            return;
        }
        if (from.generation() != sourceGeneration) {
            startFrom(from);
        }
        if (waitingForKeyFrame && !keyFrame) {
            return;
        }
        Codec format = formatFor(from.codec());
        if (format == null) {
            return;
        }
        if (starting) {
            synchronise(sequence, RtpHeader.timestamp(plain, 0), format, now);
        }
        if (sequence < firstSequence) {
            return; // from before this player's start
        }
        int size = rewrite(plain, length, header, sequence, format);
        send(format, size);
        remember(sequence, size, now);
    }

    /** Whether this player was promised that format. */
    public boolean accepts(Codec incoming) {
        return formatFor(incoming) != null;
    }

    private @Nullable Codec formatFor(Codec incoming) {
        Codec known = codec;
        if (known != null && known.name().equals(incoming.name())) {
            return known;
        }
        for (Codec candidate : description.codecs()) {
            if (candidate.name().equals(incoming.name())) {
                codec = candidate;
                return candidate;
            }
        }
        return null;
    }

    /** Fixes the offsets so that the stream goes on where it stopped, by as much time as has passed. */
    private void synchronise(long sequence, long timestamp, Codec format, long now) {
        long passed = packets == 0 ? 0 : Math.max(1, (now - lastForwarded) * format.clockRate() / 1_000);
        firstSequence = sequence;
        sequenceOffset = lastSequence + 1 - sequence;
        timestampOffset = lastTimestamp + passed - timestamp;
        starting = false;
        waitingForKeyFrame = false;
        if (!format.hasRtx() && format.feedback().contains("nack") && sealed == null) {
            sealed = new SealedHistory(SEALED_PACKETS);
        }
    }

    private int rewrite(byte[] plain, int length, int header, long sequence, Codec format) {
        packet[0] = (byte) (0x80 | (plain[0] & 0x20));
        packet[1] = (byte) ((plain[1] & 0x80) | format.payloadType());
        RtpHeader.setSequence(packet, 0, (int) (sequence + sequenceOffset) & 0xFFFF);
        RtpHeader.setTimestamp(packet, 0, (RtpHeader.timestamp(plain, 0) + timestampOffset) & 0xFFFF_FFFFL);
        RtpHeader.setSsrc(packet, 0, ssrc);
        System.arraycopy(plain, header, packet, RtpHeader.FIXED_LENGTH, length - header);
        return RtpHeader.FIXED_LENGTH + length - header;
    }

    private void send(Codec format, int size) {
        SealedHistory keep = sealed;
        if (keep == null || format.hasRtx()) {
            transport.sendRtp(packet, size);
            return;
        }
        int sealedSize = transport.sendRtpKeeping(packet, size);
        if (sealedSize > 0) {
            keep.put(RtpHeader.sequence(packet, 0), transport.lastSealed(), sealedSize);
        }
    }

    private void remember(long sequence, int size, long now) {
        long outgoing = sequence + sequenceOffset;
        if (outgoing > lastSequence) {
            lastSequence = outgoing;
            lastTimestamp = RtpHeader.timestamp(packet, 0);
            lastForwarded = now;
        }
        packets++;
        octets += size - RtpHeader.FIXED_LENGTH;
        if (!flowing) {
            flowing = true;
            flow.onFlowOn(this, now);
        }
    }

    /**
     * Answers a player that lost {@code sequence} (one of ours): by a retransmission, or the very bytes sent before.
     */
    void repeat(int sequence, long now) {
        Codec format = codec;
        IncomingTrack from = source;
        if (format == null || from == null || starting || !repeats.take(now)) {
            return;
        }
        if (!format.hasRtx()) {
            if (sealed != null) {
                sealed.repeat(sequence, transport);
            }
            return;
        }
        long outgoing = lastSequence + SequenceNumbers.distance((int) lastSequence & 0xFFFF, sequence);
        if (outgoing < firstSequence + sequenceOffset) {
            return; // sent under an earlier offset: subtraction would find another packet
        }
        PacketHistory history = from.history();
        int original = (int) (sequence - sequenceOffset) & 0xFFFF;
        byte[] kept = history == null ? null : history.get(original);
        if (kept == null || history == null) {
            return;
        }
        int length = history.lengthOf(original);
        int size = rewrite(kept, length, RtpHeader.headerLength(kept, 0, length), original, format);
        rtxSequence = (rtxSequence + 1) & 0xFFFF;
        int wrapped = Retransmission.wrap(packet, size, format.rtxPayloadType(), rtxSsrc, rtxSequence, repeated);
        transport.sendRtp(repeated, wrapped);
    }

    /** Ends the flow when nothing was forwarded for the stall timeout (MET-5 calls it {@code FLOW off}). */
    void tick(long now) {
        if (flowing && now - lastForwarded >= stallTimeout) {
            flowing = false;
            flow.onFlowOff(this, lastForwarded + stallTimeout);
        }
    }

    /** Whether there is anything a sender report could say. */
    boolean hasSent() {
        return packets > 0 && codec != null;
    }

    /** The wall clock of the next sender report: the publisher's when it told us, else ours. */
    long reportNtpTime(long now) {
        IncomingTrack from = source;
        return from != null && from.senderClock().isKnown() && !starting
                ? from.senderClock().ntpTime(now)
                : NtpTime.fromEpochMillis(now);
    }

    /** Our RTP timestamp at that wall clock. */
    long reportTimestamp(long now) {
        IncomingTrack from = source;
        int clockRate = codec == null ? 90_000 : codec.clockRate();
        long timestamp = from != null && from.senderClock().isKnown() && !starting
                ? from.senderClock().rtpTimestamp(now, clockRate) + timestampOffset
                : lastTimestamp + (now - lastForwarded) * clockRate / 1_000;
        return timestamp & 0xFFFF_FFFFL;
    }
}
