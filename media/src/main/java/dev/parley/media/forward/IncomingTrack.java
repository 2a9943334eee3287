package dev.parley.media.forward;

import dev.parley.media.codec.PayloadDescription;
import dev.parley.media.codec.VideoSizes;
import dev.parley.media.rtcp.ReceptionStatistics;
import dev.parley.media.rtcp.ReportBlock;
import dev.parley.media.rtp.NackGenerator;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.SequenceUnwrapper;
import dev.parley.media.session.Codec;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One track of a publisher: takes its packets, asks for lost ones and for key frames, reads the picture's size, and
 * gives each packet to the players attached. Everything on the owner thread; times are epoch milliseconds.
 */
public final class IncomingTrack {

    /** What a track asks of the transport it belongs to, and what it tells. */
    interface Upstream {
        void sendNack(long mediaSsrc, int[] sequences, int count);

        void sendKeyFrameRequest(long mediaSsrc);

        /** A key frame of another size than the one told last arrived at that time; see {@link PictureSize}. */
        void onPictureSize(IncomingTrack track, int width, int height, long now);

        /** The client at the other end, by identity. */
        default Object publisher() {
            return this;
        }
    }

    /** About a second of a 10 Mbit/s picture; a NACK for anything older would come too late to help. */
    private static final int HISTORY_PACKETS = 1_024;

    /** A stream silent for this long may be replaced by one with another SSRC on the same track. */
    private static final long SSRC_SILENCE_MILLIS = 1_000;

    /** Longer than between the frames of a picture that stands still. */
    private static final long ACTIVE_MILLIS = 1_500;

    private static final PacketSink[] NOBODY = {};

    private final String rid;
    private final Upstream upstream;
    private final @Nullable PacketHistory history;
    private final KeyFrameRequests keyFrames = new KeyFrameRequests();
    private final SenderClock senderClock = new SenderClock();
    private final byte[] restored = new byte[2_048];
    final PacketReading reading;
    private final UplinkTally uplink = new UplinkTally();
    private final PictureSize size;

    private TrackDescription description;
    private StreamName name;
    /** Never changed in place, because a listener may attach and detach while a packet is distributed. */
    private PacketSink[] sinks = NOBODY;

    private Codec codec;
    private boolean ended;
    private boolean streaming;
    private long ssrc;
    private long lastPacket;
    private long generation;
    private SequenceUnwrapper sequences = new SequenceUnwrapper();
    private Arrivals arrivals = new Arrivals();
    private NackGenerator losses = new NackGenerator();
    private ReceptionStatistics statistics;

    /** @param rid which of the section's layers, empty for a section without simulcast */
    IncomingTrack(TrackDescription description, String rid, Upstream upstream) {
        this.description = description;
        this.rid = rid;
        this.name = new StreamName(description.extensions(), description.mid(), rid);
        this.upstream = upstream;
        this.codec = description.codecs().getFirst();
        this.reading = new PacketReading(codec);
        this.history = isVideo() ? new PacketHistory(HISTORY_PACKETS) : null;
        this.statistics = new ReceptionStatistics(0, codec.clockRate());
        this.size = new PictureSize(this, upstream);
    }

    public MediaKind kind() {
        return description.kind();
    }

    /** The section that carries it. */
    public String mid() {
        return description.mid();
    }

    /** Which of the section's simulcast layers it is; empty when the section has one picture. */
    public String rid() {
        return rid;
    }

    /** What was agreed last. */
    public TrackDescription description() {
        return description;
    }

    StreamName name() {
        return name;
    }

    /** Whether it was stopped. */
    public boolean isEnded() {
        return ended;
    }

    boolean isSameStream(IncomingTrack other) {
        return kind() == other.kind() && mid().equals(other.mid()) && rid.equals(other.rid);
    }

    /** Whether both are of one client, whose tracks share a wall clock. */
    boolean isOfSamePublisher(IncomingTrack other) {
        return publisher().equals(other.publisher());
    }

    /** The client that it comes from, by identity; for any thread. */
    Object publisher() {
        return upstream.publisher();
    }

    /** Goes on under a description it agrees with. */
    void describe(TrackDescription renegotiated) {
        description = renegotiated;
        name = new StreamName(renegotiated.extensions(), renegotiated.mid(), rid);
    }

    /** What arrives, in bits of RTP packets per second over about the last one. */
    public long bitrate(long now) {
        return bitrate(PayloadDescription.EVERY_LAYER, now);
    }

    /** As {@link #bitrate(long)}, of the temporal layers up to {@code highestTemporalLayer} alone. */
    public long bitrate(int highestTemporalLayer, long now) {
        return bitrate(PayloadDescription.EVERY_LAYER, highestTemporalLayer, now);
    }

    /** As {@link #bitrate(long)}, of the spatial and temporal layers up to these alone. */
    public long bitrate(int highestSpatialLayer, int highestTemporalLayer, long now) {
        return reading.rates.bitrate(highestSpatialLayer, highestTemporalLayer, now);
    }

    /** Whether packets arrive: an encoder stops the layers that its own bandwidth has no room for. */
    public boolean isActive(long now) {
        return !ended && reading.rates.isRecent(ACTIVE_MILLIS, now);
    }

    /** The picture's size in the last key frame, to be taken apart by {@link VideoSizes}. */
    public long pictureSize() {
        return size.latest();
    }

    /**
     * How loud it is, smoothed over about a tenth of a second: 0, the loudest, to 127, silence (-dBov, RFC 6464); 127
     * also when packets don't say.
     */
    public int audioLevel(long now) {
        return reading.loudness.level(now);
    }

    /** Nothing arrives any more: its players lose it. */
    void end() {
        ended = true;
        for (PacketSink sink : sinks) {
            sink.lose(this);
        }
    }

    /** The format that arrives, or before the first packet the one negotiated first. */
    public Codec codec() {
        return codec;
    }

    /** Starts a new count each time the publisher's stream starts anew, so that players know to start anew too. */
    long generation() {
        return generation;
    }

    /** The sequence number, without wrapping, of its newest packet. */
    long newest() {
        return arrivals.highest();
    }

    SenderClock senderClock() {
        return senderClock;
    }

    @Nullable
    PacketHistory history() {
        return history;
    }

    boolean isSource(long candidate) {
        return streaming && ssrc == candidate;
    }

    private boolean isVideo() {
        return description.kind() == MediaKind.VIDEO;
    }

    /** Takes one plain packet whose payload type belongs to this track, the original or a retransmission. */
    void receive(byte[] packet, int length, long now) {
        int payloadType = RtpHeader.payloadType(packet, 0);
        for (Codec candidate : description.codecs()) {
            if (candidate.payloadType() == payloadType || candidate.redPayloadType() == payloadType) {
                receiveOriginal(candidate, packet, length, now);
                return;
            }
            if (candidate.rtxPayloadType() == payloadType && streaming) {
                receiveRepeated(candidate, packet, length, now);
                return;
            }
        }
    }

    private void receiveOriginal(Codec format, byte[] packet, int length, long now) {
        long source = RtpHeader.ssrc(packet, 0);
        if (!streaming || source != ssrc) {
            if (streaming && now - lastPacket < SSRC_SILENCE_MILLIS && !supersedes(source)) {
                return; // a second layer that was not negotiated
            }
            start(format, source);
        } else if (format.payloadType() != codec.payloadType()) {
            start(format, source);
        }
        lastPacket = now;
        statistics.onPacket(RtpHeader.sequence(packet, 0), RtpHeader.timestamp(packet, 0), now);
        distribute(packet, length, !format.hasRtx(), now);
    }

    /**
     * Takes a packet that another track took before, for the players of another thread: repaired, and each once.
     *
     * @param stream the other track's {@link #generation} with this packet
     */
    void receiveCopy(byte[] packet, int length, long stream, long now) {
        if (stream != generation) {
            start(formatOf(RtpHeader.payloadType(packet, 0)), RtpHeader.ssrc(packet, 0));
            generation = stream;
        }
        lastPacket = now;
        distribute(packet, length, false, now);
    }

    private Codec formatOf(int payloadType) {
        for (Codec candidate : description.codecs()) {
            if (candidate.payloadType() == payloadType || candidate.redPayloadType() == payloadType) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("payload type " + payloadType + " is not one of this track's");
    }

    /** The offer names that stream, and not the one that flowed. */
    private boolean supersedes(long source) {
        List<Long> named = description.ssrcs();
        return named.contains(source) && !named.contains(ssrc);
    }

    private void receiveRepeated(Codec format, byte[] packet, int length, long now) {
        Long repaired = description.repairs().get(RtpHeader.ssrc(packet, 0));
        boolean ofAnother = repaired != null && repaired != ssrc;
        if (ofAnother || format.payloadType() != codec.payloadType() || length > restored.length) {
            return;
        }
        int size = Retransmission.unwrap(packet, length, codec.payloadType(), ssrc, restored);
        if (size > 0) {
            distribute(restored, size, true, now);
        }
    }

    private void start(Codec format, long source) {
        codec = format;
        reading.restart(format);
        ssrc = source;
        streaming = true;
        generation++;
        sequences = new SequenceUnwrapper();
        arrivals = new Arrivals();
        losses = new NackGenerator();
        uplink.add(statistics);
        statistics = new ReceptionStatistics(source, format.clockRate());
        senderClock.forget();
        if (history != null) {
            history.clear();
        }
        if (isVideo() && isTaken()) {
            requestKeyFrame(); // each player waits for one; the stream's first may have been lost
        }
    }

    /** @param answer whether it may be one that was asked for */
    private void distribute(byte[] packet, int length, boolean answer, long now) {
        long sequence = sequences.unwrap(RtpHeader.sequence(packet, 0));
        if (!arrivals.isFirst(sequence)) {
            return;
        }
        MediaPacket view = reading.read(description, packet, length, sequence, now);
        if (isVideo()) {
            losses.onPacket(sequence, answer, now);
            inspect(view, now);
        }
        for (PacketSink sink : sinks) {
            sink.take(this, view, now);
        }
    }

    /** Keeps a video packet for repairs, and sees what it tells of the picture. */
    private void inspect(MediaPacket view, long now) {
        if (history != null) {
            history.put(view.bytes(), view.length());
        }
        if (view.startsKeyFrame()) {
            keyFrames.answered();
        }
        size.see(view.description().pictureSize(), now);
    }

    /** Has the publisher asked for a key frame, as soon as the throttle allows. */
    public void requestKeyFrame() {
        keyFrames.want();
    }

    void onSenderReport(long ntpTime, long rtpTimestamp, long now) {
        statistics.onSenderReport(ntpTime, now);
        senderClock.onSenderReport(ntpTime, rtpTimestamp, now);
    }

    /** Does what is due: NACKs and key frame requests. */
    void tick(long now) {
        if (!streaming || !isVideo()) {
            return;
        }
        size.tick(now);
        if (codec.feedback().contains("nack")) {
            int[] missing = losses.poll(now);
            if (missing.length > 0) {
                upstream.sendNack(ssrc, missing, missing.length);
            }
        }
        if (keyFrames.shouldAsk(now)) {
            upstream.sendKeyFrameRequest(ssrc);
        }
    }

    /** The report block of the last interval, null before the first packet. */
    @Nullable
    ReportBlock takeReportBlock(long now) {
        return statistics.started() ? statistics.takeReportBlock(now) : null;
    }

    long ssrc() {
        return ssrc;
    }

    /** The packets expected and received since it was last asked, whatever report blocks were taken meanwhile. */
    UplinkCount takeUplink() {
        return uplink.take(statistics);
    }

    /** The packets expected and received since it began. */
    UplinkCount total() {
        return uplink.total(statistics);
    }

    /** Gives {@code sink} every packet from now on; video can be decoded from the next key frame on. */
    public void attach(PacketSink sink) {
        PacketSink[] more = Arrays.copyOf(sinks, sinks.length + 1);
        more[sinks.length] = sink;
        sinks = more;
    }

    public void detach(PacketSink sink) {
        List<PacketSink> rest = new ArrayList<>(List.of(sinks));
        rest.remove(sink);
        sinks = rest.toArray(NOBODY);
    }

    /** Whether anybody takes its packets. */
    boolean isTaken() {
        return sinks.length > 0;
    }

    /** Those attached now. */
    public List<PacketSink> sinks() {
        return List.of(sinks);
    }
}
