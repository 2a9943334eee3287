package dev.parley.media.forward;

import dev.parley.media.bandwidth.Urgency;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.SequenceNumbers;
import dev.parley.media.session.Codec;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import org.jspecify.annotations.Nullable;

/**
 * One track to one player: a stream of its own with SSRC, sequence numbers and timestamps that stay continuous while
 * the publisher behind it leaves, returns or changes its encoder.
 *
 * <p>Each stream that plays is a {@link Passage}, which decides what goes on and under which numbers. Header extensions
 * are not passed on; the answer names the SSRC, and that is how the player tells tracks apart. AV1's dependency
 * descriptor stays behind too: it numbers frames, dropped ones among them. Everything on the owner thread.
 */
public final class OutgoingTrack implements PacketSink {

    private final TrackDescription description;
    private final Egress egress;
    private final FlowListener flow;
    private final long stallTimeout;
    private final long ssrc;
    private final long rtxSsrc;
    private final byte[] packet;
    private final Repetitions repetitions;
    private final LayerChoice layers = new LayerChoice();
    private final Timeline timeline;
    private final SentReports sentReports = new SentReports();

    private final Succession sources = new Succession(this);

    /** What plays, or played last. */
    private @Nullable Passage passage;

    private long lastNumber;
    private boolean resting;
    private boolean flowing;
    private boolean announced;
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
        this.repetitions = new Repetitions(egress, scratch, ssrc, rtxSsrc);
        this.flow = flow;
        this.stallTimeout = stallTimeout;
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
        this.lastNumber = firstSequence;
        this.timeline = new Timeline(Integer.toUnsignedLong(firstSequence * 0x9E3779B1));
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

    boolean isPlaying() {
        return sources.present() != null;
    }

    /** The one whose packets are really being forwarded, null while the flow is off. */
    public @Nullable IncomingTrack source() {
        return flowing ? sources.present() : null;
    }

    /**
     * Takes its packets from {@code source} from now on. The present one stops at once and silently; video starts with
     * the next key frame, which is asked for. When that is what it plays already, it goes on with it.
     */
    public void play(IncomingTrack source) {
        if (sources.present() == source) {
            cancelSwitch();
            return;
        }
        stop();
        if (!source.isEnded()) {
            sources.begin(source);
            requestKeyFrame();
        }
    }

    /**
     * Takes its packets from {@code source} as soon as that sends a key frame, which is asked for; the present one goes
     * on until then. When nothing flows at present this is {@link #play}.
     */
    public void switchTo(IncomingTrack source) {
        change(source, false);
    }

    /**
     * As {@link #switchTo}, but the present one stops at once: the way does not carry it, and what is sent of it only
     * holds up the key frame.
     */
    void yieldTo(IncomingTrack source) {
        change(source, true);
    }

    private void change(IncomingTrack source, boolean yields) {
        if (!flowing || sources.present() == source) {
            play(source);
            return;
        }
        if (sources.next() != source && !source.isEnded()) {
            boolean begunAnew = sources.forgetNext();
            sources.follow(source);
            requestKeyFrame(source);
            if (begunAnew && !yields) {
                requestKeyFrame();
            }
        }
        if (yields && sources.giveWay()) {
            endPassage();
            discardWaiting();
            requestKeyFrame(); // the one that was asked for may have come while this rested
        }
    }

    /** Goes on with the present source if that made way for another, which does not come. */
    void takeBack() {
        if (sources.awaited() != sources.present()) {
            cancelSwitch();
        }
    }

    /** Takes packets from nowhere; says nothing to the listener. */
    public void stop() {
        sources.end();
        endPassage();
        repetitions.forgetPrevious();
        flowing = false;
    }

    /** Its source has to be entered again before anything more of it goes on. */
    private void endPassage() {
        if (passage != null) {
            passage.end();
        }
    }

    private void cancelSwitch() {
        if (sources.forgetNext()) {
            requestKeyFrame();
        }
    }

    private void discardWaiting() {
        if (egress.discard(ssrc, rtxSsrc) > 0) {
            repetitions.forgetPrevious();
        }
    }

    /**
     * Takes no temporal layer above this one: none from the next picture on, and more, when the limit rises, from the
     * next frame on that a receiver of fewer can decode. It stays when the source changes.
     *
     * @param highest 0, the layer every other rests on, to 7 for all
     */
    public void limitTemporalLayer(int highest) {
        layers.limitTemporal(highest);
    }

    /**
     * Takes no spatial layer above this one, of a source that has several in one stream (SVC): none from the next
     * picture on, and more, when the limit rises, from the next key frame on, which is asked for. It stays when the
     * source changes.
     *
     * @param highest 0, the layer every other rests on, to 7 for all
     */
    public void limitSpatialLayer(int highest) {
        if (layers.limitSpatial(highest)) {
            requestKeyFrame();
        }
    }

    /** Sends nothing of its source while that lasts; afterwards video goes on with a key frame, which is asked for. */
    void rest(boolean wish) {
        if (resting && !wish && sources.beginAgain()) {
            endPassage();
            requestKeyFrame(sources.present());
            requestKeyFrame(sources.next());
        }
        resting = wish;
    }

    @Override
    public void lose(IncomingTrack source) {
        if (source == sources.next()) {
            cancelSwitch();
        } else if (source == sources.present()) {
            IncomingTrack successor = sources.next();
            stop();
            if (successor != null) {
                play(successor);
            }
        }
    }

    /** Wants a fresh picture; when it could not be sent yet, {@link PeerMedia#onConnected} does so later. */
    public void requestKeyFrame() {
        requestKeyFrame(sources.awaited());
    }

    private void requestKeyFrame(@Nullable IncomingTrack source) {
        if (source != null && kind() == MediaKind.VIDEO && egress.isOpen()) {
            source.requestKeyFrame();
        }
    }

    /** Takes one packet of {@code from}; sends it under this track's own numbers. */
    @Override
    public void take(IncomingTrack from, MediaPacket incoming, long now) {
        if (resting || !egress.isOpen()) {
            return;
        }
        Passage way = passageOf(from, incoming, now);
        if (way == null) {
            return;
        }
        switch (way.admit(incoming, layers)) {
            case PASS -> forward(way, way.write(incoming, egress, ssrc, packet), now);
            case BLANK -> forward(way, way.writeBlank(incoming, egress, ssrc, packet), now);
            case DROP -> {}
        }
    }

    /** What the packet goes by; null when it doesn't go on. */
    private @Nullable Passage passageOf(IncomingTrack from, MediaPacket incoming, long now) {
        Passage present = passage;
        if (present != null && present.carries(from)) {
            return present;
        }
        if (!sources.isHeard(from)) {
            return null;
        }
        Codec format = description.format(from.codec().name());
        boolean startable = incoming.startsKeyFrame() && sources.admits(from, incoming);
        if (format == null || !(startable || kind() == MediaKind.AUDIO)) {
            if (format != null && incoming.startsKeyFrame()) {
                requestKeyFrame(from); // an old one that came late is no answer to what was asked for since
            }
            return null;
        }
        if (sources.enter(from)) {
            announced = false;
        }
        return start(from, incoming, format, now);
    }

    /** The stream goes on where it stopped, by as much time as has passed. */
    private Passage start(IncomingTrack from, MediaPacket first, Codec format, long now) {
        Passage before = passage;
        long number = before == null ? lastNumber + 1 : before.lastNumber() + 1;
        long offset = timeline.join(from, first.timestamp(), format.clockRate(), now);
        Passage begun = new Passage(from, format, first, number, offset, before == null ? null : before.pictures());
        repetitions.begin(format, before, now);
        passage = begun;
        discardWaiting();
        layers.restart();
        return begun;
    }

    /** Whether this player was promised that format. */
    public boolean accepts(Codec incoming) {
        return description.format(incoming.name()) != null;
    }

    private void forward(Passage way, int size, long now) {
        if (size < 0) {
            return;
        }
        send(way.format(), size, now);
        long number = lastNumber + SequenceNumbers.distance((int) lastNumber & 0xFFFF, RtpHeader.sequence(packet, 0));
        if (number > lastNumber) {
            lastNumber = number;
            timeline.onForwarded(RtpHeader.timestamp(packet, 0), now);
        }
        packets++;
        octets += RtpHeader.payloadLength(packet, 0, size);
        if (!flowing || !announced) {
            flowing = true;
            announced = true;
            flow.onFlowOn(this, now);
        }
    }

    private void send(Codec format, int size, long now) {
        SealedHistory keep = repetitions.keeping(format);
        if (keep != null) {
            egress.sendKeeping(packet, size, keep, now);
        } else {
            egress.send(packet, size, kind() == MediaKind.AUDIO ? Urgency.AUDIO : Urgency.VIDEO, now);
        }
    }

    /**
     * Answers a player that lost {@code sequence} (one of ours): by a retransmission, or the very bytes sent before.
     */
    void repeat(int sequence, long now) {
        if (isPlaying() && passage != null) {
            repetitions.repeat(passage, lastNumber, sequence, now);
        }
    }

    /**
     * Sends a packet that carries nothing, on the stream of retransmissions.
     *
     * @param most bytes of it
     * @return its bytes, 0 when the player has no such stream or plays nothing
     */
    int pad(int most, long now) {
        Passage present = passage;
        return present == null ? 0 : repetitions.pad(present.format(), timeline.lastTimestamp(), most, now);
    }

    /** Whether {@link #pad} would send anything. */
    boolean canPad() {
        return passage != null && repetitions.areRetransmissions(passage.format());
    }

    /** Packets sent again. */
    long repeats() {
        return repetitions.repeats();
    }

    /** Ends the flow when nothing was forwarded for the stall timeout ({@code FLOW off} of MET-5); returns when. */
    long tick(long now) {
        repetitions.tick(now);
        long expires = timeline.lastForwarded() + stallTimeout;
        if (flowing && now >= expires) {
            flowing = false;
            flow.onFlowOff(this, expires);
        }
        return flowing ? expires : Long.MAX_VALUE;
    }

    /** Whether a sender report could say anything. */
    boolean hasNews() {
        return packets > 0 && isPlaying();
    }

    /** The sender reports about it. */
    SentReports sentReports() {
        return sentReports;
    }

    /** What sender reports say of time. */
    Timeline timeline() {
        return timeline;
    }
}
