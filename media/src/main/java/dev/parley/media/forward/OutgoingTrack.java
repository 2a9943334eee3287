package dev.parley.media.forward;

import dev.parley.media.rtcp.NtpTime;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.SequenceNumbers;
import dev.parley.media.session.Codec;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One track to one player: a stream of its own with SSRC, sequence numbers and timestamps that stay continuous while
 * the publisher behind it leaves, returns or changes its encoder.
 *
 * <p>The rewriting is an offset each for sequence and timestamp, fixed when a publisher's stream starts: so the packet
 * behind a number the player reports lost is found by subtraction, without a table. Header extensions are not passed
 * on; the answer names the SSRC, and that is how the player tells tracks apart. Everything on the owner thread.
 */
public final class OutgoingTrack implements PacketSink {

    /** Told about the flow of packets to the player. */
    public interface FlowListener {
        /**
         * The first packet was forwarded since the flow was off, or the first one of another source after
         * {@link OutgoingTrack#switchTo}; {@link OutgoingTrack#source} tells which.
         */
        void onFlowOn(OutgoingTrack track, long now);

        /** Nothing was forwarded for the stall timeout; {@code at} is when it expired. */
        void onFlowOff(OutgoingTrack track, long at);
    }

    /** What was sealed last, for players without a retransmission format; a power of two. */
    private static final int SEALED_PACKETS = 256;

    private final TrackDescription description;
    private final Egress egress;
    private final FlowListener flow;
    private final long stallTimeout;
    private final long ssrc;
    private final long rtxSsrc;
    private final byte[] packet;
    private final byte[] repeated;
    private final RepeatAllowance repeats = new RepeatAllowance();

    private @Nullable IncomingTrack wanted;
    private @Nullable IncomingTrack next;
    private long generation;
    private @Nullable Codec codec;
    private @Nullable SealedHistory sealed;
    private boolean waitingForKeyFrame;
    private boolean starting = true;
    private long firstSequence;
    private long sequenceOffset;
    private long timestampOffset;
    private long lastSequence;
    private long lastTimestamp;
    private long lastForwarded;
    private int rtxSequence;
    private boolean flowing;
    private final SentReports sentReports = new SentReports();
    private long packets;
    private long octets;

    /**
     * @param scratch shared by the tracks of one client
     * @param rtxSsrc of the retransmission stream, or -1 when there is none
     * @param stallTimeout milliseconds without a forwarded packet after which the flow counts as off
     * @param firstSequence a random first sequence number
     */
    OutgoingTrack(
            TrackDescription description,
            Egress egress,
            ScratchPackets scratch,
            FlowListener flow,
            long stallTimeout,
            long ssrc,
            long rtxSsrc,
            int firstSequence) {
        this.description = description;
        this.egress = egress;
        this.packet = scratch.packet();
        this.repeated = scratch.repeated();
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

    /** What was agreed for it. */
    public TrackDescription description() {
        return description;
    }

    /** The one whose packets are really being forwarded, null while the flow is off. */
    public @Nullable IncomingTrack source() {
        return flowing ? wanted : null;
    }

    /**
     * Takes its packets from {@code source} from now on. The present one stops at once and silently; video starts with
     * the next key frame, which is asked for. Does nothing when that is what it plays already.
     */
    public void play(IncomingTrack source) {
        cancelSwitch();
        if (wanted == source) {
            return;
        }
        stop();
        if (!source.isEnded()) {
            begin(source);
            source.attach(this);
        }
    }

    /**
     * Takes its packets from {@code source} as soon as that sends a key frame, which is asked for; the present one goes
     * on until then. When nothing flows at present this is {@link #play}.
     */
    public void switchTo(IncomingTrack source) {
        if (!flowing || wanted == source) {
            play(source);
        } else if (next != source && !source.isEnded()) {
            cancelSwitch();
            next = source;
            source.attach(this);
            if (kind() == MediaKind.VIDEO) {
                source.requestKeyFrame();
            }
        }
    }

    /** Takes packets from nowhere; says nothing to the listener. */
    public void stop() {
        cancelSwitch();
        if (wanted != null) {
            wanted.detach(this);
            wanted = null;
        }
        flowing = false;
    }

    private void cancelSwitch() {
        if (next != null) {
            next.detach(this);
            next = null;
        }
    }

    @Override
    public void lose(IncomingTrack source) {
        if (source == next) {
            cancelSwitch();
        } else if (source == wanted) {
            IncomingTrack successor = next;
            stop();
            if (successor != null) {
                play(successor);
            }
        }
    }

    private void begin(IncomingTrack source) {
        wanted = source;
        startFrom(source);
        requestKeyFrame();
    }

    /** The source's stream starts anew; video does so with its next key frame. */
    private void startFrom(IncomingTrack source) {
        generation = source.generation();
        starting = true;
        waitingForKeyFrame = kind() == MediaKind.VIDEO;
    }

    /** Wants a fresh picture; when it could not be sent yet, {@link PeerMedia#onConnected} does so later. */
    public void requestKeyFrame() {
        if (wanted != null && kind() == MediaKind.VIDEO && egress.isOpen()) {
            wanted.requestKeyFrame();
        }
    }

    /** Takes one packet of {@code from}; sends it under this track's own numbers. */
    @Override
    public void take(IncomingTrack from, MediaPacket incoming, long now) {
        if (!egress.isOpen()) {
            return;
        }
        Codec format = formatFor(from.codec());
        boolean startable = incoming.startsKeyFrame() || kind() == MediaKind.AUDIO;
        if (format == null || (from == next && !startable)) {
            return;
        }
        boolean switched = from == next;
        if (switched) {
            takeOver(from);
        } else if (from != wanted) {
            return; // detached by somebody who heard of this very packet
        } else if (from.generation() != generation) {
            startFrom(from);
        }
        if (waitingForKeyFrame && !incoming.startsKeyFrame()) {
            return;
        }
        long sequence = incoming.sequence();
        if (starting) {
            synchronise(sequence, RtpHeader.timestamp(incoming.bytes(), 0), format, now);
        }
        if (sequence < firstSequence) {
            return; // from before this player's start
        }
        int size = rewrite(incoming.bytes(), incoming.length(), incoming.payload(), sequence, format);
        send(format, size, now);
        remember(sequence, size, switched, now);
    }

    private void takeOver(IncomingTrack from) {
        if (wanted != null) {
            wanted.detach(this);
        }
        next = null;
        wanted = from;
        startFrom(from);
    }

    /** Whether this player was promised that format. */
    public boolean accepts(Codec incoming) {
        return formatFor(incoming) != null;
    }

    private @Nullable Codec formatFor(Codec incoming) {
        List<Codec> formats = description.codecs();
        for (int index = 0; index < formats.size(); index++) {
            if (formats.get(index).name().equals(incoming.name())) {
                return formats.get(index);
            }
        }
        return null;
    }

    /** Fixes the offsets so that the stream goes on where it stopped, by as much time as has passed. */
    private void synchronise(long sequence, long timestamp, Codec format, long now) {
        long passed = packets == 0 ? 0 : Math.max(1, (now - lastForwarded) * format.clockRate() / 1_000);
        codec = format;
        firstSequence = sequence;
        sequenceOffset = lastSequence + 1 - sequence;
        timestampOffset = lastTimestamp + passed - timestamp;
        starting = false;
        waitingForKeyFrame = false;
        if (!repeatsAsRtx(format) && format.feedback().contains("nack") && sealed == null) {
            sealed = new SealedHistory(SEALED_PACKETS);
        }
    }

    private boolean repeatsAsRtx(Codec format) {
        return format.hasRtx() && rtxSsrc >= 0;
    }

    private int rewrite(byte[] plain, int length, int header, long sequence, Codec format) {
        int opened = egress.openHeader(packet, (plain[0] & 0x20) != 0);
        packet[1] = (byte) ((plain[1] & 0x80) | format.payloadType());
        RtpHeader.setSequence(packet, 0, (int) (sequence + sequenceOffset) & 0xFFFF);
        RtpHeader.setTimestamp(packet, 0, (RtpHeader.timestamp(plain, 0) + timestampOffset) & 0xFFFF_FFFFL);
        RtpHeader.setSsrc(packet, 0, ssrc);
        System.arraycopy(plain, header, packet, opened, length - header);
        return opened + length - header;
    }

    private void send(Codec format, int size, long now) {
        SealedHistory keep = sealed;
        if (keep != null && !repeatsAsRtx(format)) {
            egress.sendKeeping(packet, size, keep, now);
        } else {
            Egress.Urgency urgency = kind() == MediaKind.AUDIO ? Egress.Urgency.AUDIO : Egress.Urgency.VIDEO;
            egress.send(packet, size, urgency, now);
        }
    }

    private void remember(long sequence, int size, boolean switched, long now) {
        long outgoing = sequence + sequenceOffset;
        if (outgoing > lastSequence) {
            lastSequence = outgoing;
            lastTimestamp = RtpHeader.timestamp(packet, 0);
            lastForwarded = now;
        }
        packets++;
        octets += RtpHeader.payloadLength(packet, 0, size);
        if (!flowing || switched) {
            flowing = true;
            flow.onFlowOn(this, now);
        }
    }

    /**
     * Answers a player that lost {@code sequence} (one of ours): by a retransmission, or the very bytes sent before.
     */
    void repeat(int sequence, long now) {
        Codec format = codec;
        IncomingTrack from = wanted;
        if (format == null || from == null || starting || !repeats.take(now)) {
            return;
        }
        if (!repeatsAsRtx(format)) {
            if (sealed != null) {
                egress.repeat(sealed, sequence, now);
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
        egress.send(repeated, wrapped, Egress.Urgency.REPEAT, now);
    }

    /**
     * Sends a packet that carries nothing, on the stream of retransmissions.
     *
     * @param most bytes of it
     * @return its bytes, 0 when the player has no such stream or plays nothing
     */
    int pad(int most, long now) {
        Codec format = codec;
        if (format == null || starting || !repeatsAsRtx(format)) {
            return 0;
        }
        int header = egress.openHeader(repeated, true);
        rtxSequence = (rtxSequence + 1) & 0xFFFF;
        repeated[1] = (byte) format.rtxPayloadType();
        RtpHeader.setSequence(repeated, 0, rtxSequence);
        RtpHeader.setTimestamp(repeated, 0, lastTimestamp);
        RtpHeader.setSsrc(repeated, 0, rtxSsrc);
        int count = Math.clamp(most - header, 1, 255);
        Arrays.fill(repeated, header, header + count - 1, (byte) 0);
        repeated[header + count - 1] = (byte) count;
        egress.send(repeated, header + count, Egress.Urgency.PADDING, now);
        return header + count;
    }

    /** Ends the flow when nothing was forwarded for the stall timeout (MET-5 calls it {@code FLOW off}). */
    void tick(long now) {
        if (flowing && now - lastForwarded >= stallTimeout) {
            flowing = false;
            flow.onFlowOff(this, lastForwarded + stallTimeout);
        }
    }

    /** Whether there is anything a sender report could say. */
    boolean hasNews() {
        return packets > 0 && wanted != null;
    }

    /** Remembers when a sender report went out, by which its echo tells the round trip. */
    void onReported(long ntpTime, long now) {
        sentReports.add(ntpTime, now);
    }

    /** The round trip a report block about this track proves, in milliseconds; -1 when it proves none. */
    int roundTripMillis(long lastSenderReport, long delaySinceLastSenderReport, long now) {
        return sentReports.roundTripMillis(lastSenderReport, delaySinceLastSenderReport, now);
    }

    /** The wall clock of the next sender report: the publisher's when it told us, else ours. */
    long reportNtpTime(long now) {
        IncomingTrack from = wanted;
        return from != null && from.senderClock().isKnown() && !starting
                ? from.senderClock().ntpTime(now)
                : NtpTime.fromEpochMillis(now);
    }

    /** Our RTP timestamp at that wall clock. */
    long reportTimestamp(long now) {
        IncomingTrack from = wanted;
        int clockRate = codec == null ? 90_000 : codec.clockRate();
        long timestamp = from != null && from.senderClock().isKnown() && !starting
                ? from.senderClock().rtpTimestamp(now, clockRate) + timestampOffset
                : lastTimestamp + (now - lastForwarded) * clockRate / 1_000;
        return timestamp & 0xFFFF_FFFFL;
    }
}
