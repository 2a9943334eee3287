package dev.parley.media.forward;

import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.rtcp.TransportFeedback;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All media of one client: the tracks it publishes, the tracks it plays, and the RTCP between. Until it is given a
 * transport it does nothing. Everything on the owner thread; times are epoch milliseconds.
 */
public final class PeerMedia implements PeerTransport.Listener {

    /** What the client's media tells the room. */
    public interface Listener extends FlowListener {
        void onConnected(long now);

        /** The client said goodbye, or its handshake failed. */
        void onClosed(@Nullable Exception failure);

        /** A published picture has this size from now on, in pixels. */
        void onPictureSize(IncomingTrack track, int width, int height, long now);
    }

    /**
     * Tracks that may be begun for one client on one transport: each has up to two SSRCs, of which a transport's keys
     * protect {@link dev.parley.media.srtp.SrtpSender#MAX_SSRCS} and not one more.
     */
    public static final int MOST_SENT = 8_000;

    private static final long REPORT_INTERVAL_MILLIS = 1_000;

    private final Listener listener;
    private final String canonicalName;
    private final long reporterSsrc;
    private final PublishedMedia published;
    private final PlayedMedia played;
    private final Incoming incomingReports = new Incoming();

    private @Nullable PeerTransport transport;
    private @Nullable PeerReports reports;
    private long now;
    private long nextReport;

    /** Most clients only play, and most of the time have nothing to do: this alone is looked at then. */
    private long nextTick;

    /**
     * @param canonicalName the RTCP CNAME, the same for all tracks of one player
     * @param reporterSsrc the SSRC this side reports with when it sends no media
     */
    public PeerMedia(Listener listener, String canonicalName, long reporterSsrc) {
        this.listener = listener;
        this.canonicalName = canonicalName;
        this.reporterSsrc = reporterSsrc;
        this.published = new PublishedMedia(listener);
        this.played = new PlayedMedia(listener, () -> nextTick = 0);
    }

    /**
     * Gives it its transport, at any time, once.
     *
     * @throws IllegalStateException when it has one
     */
    public void use(PeerTransport connection) {
        if (transport != null) {
            throw new IllegalStateException("the transport was given before");
        }
        PeerReports sender = new PeerReports(connection, canonicalName, reporterSsrc);
        transport = connection;
        reports = sender;
        published.use(sender);
        played.use(connection);
    }

    public boolean hasTransport() {
        return transport != null;
    }

    /** @throws IllegalStateException before it was given one */
    public PeerTransport transport() {
        PeerTransport known = transport;
        if (known == null) {
            throw new IllegalStateException("the transport is given before it is used");
        }
        return known;
    }

    /**
     * Expects a section's media from the client. A section that is expected already goes on as it is when the
     * description agrees in formats and layers; else it starts anew.
     *
     * @return a track for each layer in the order of {@link TrackDescription#rids}, one when there are none
     */
    public List<IncomingTrack> receive(TrackDescription description) {
        return published.receive(description);
    }

    /** Ends what a section brought; its players lose it without a word. */
    public void stopReceiving(String mid) {
        published.stopReceiving(mid);
    }

    /** Sends a track to the client, from no source yet; see {@link OutgoingTrack} for the parameters. */
    public OutgoingTrack send(
            TrackDescription description, long stallTimeout, long ssrc, long rtxSsrc, int firstSequence) {
        return played.send(description, stallTimeout, ssrc, rtxSsrc, firstSequence);
    }

    /**
     * Leaves to this side which of a source's layers a picture is sent in, by what the way to the client carries. A
     * layer that is alone may lose frames, or rest while it would starve the sound. Needs a client that tells how
     * packets arrive; without that, what was asked for flows.
     *
     * @param layers the best first; none takes the choice back
     * @param priority pictures with a larger one are served first; another than before counts from the next decision on
     */
    public void choose(OutgoingTrack track, List<IncomingTrack> layers, int priority) {
        played.choose(track, layers, priority);
    }

    /** How many tracks were begun, those that have ended included; never to exceed {@link #MOST_SENT}. */
    public int sent() {
        return played.sent();
    }

    /** Ends a track to the client; says nothing to the listener. */
    public void stopSending(OutgoingTrack track) {
        played.stopSending(track);
    }

    public List<IncomingTrack> incoming() {
        return List.copyOf(published.tracks());
    }

    public List<OutgoingTrack> outgoing() {
        return List.copyOf(played.tracks());
    }

    /** Packets of the client that belonged to no track. */
    public long unroutedPackets() {
        return published.unrouted();
    }

    /** The packets of all incoming tracks of a kind since it was last asked for that kind. */
    public UplinkCount takeUplink(MediaKind kind) {
        return published.takeUplink(kind);
    }

    /** The last round trip that the client's reports about our tracks proved, in milliseconds; -1 before the first. */
    public int roundTripMillis() {
        return played.roundTripMillis();
    }

    /** What the way to the client carries, in bit/s; -1 when it doesn't tell. */
    public long estimate() {
        return played.estimate();
    }

    /** What its media came to, and how its connection is now. */
    public MediaFigures figures(long time) {
        UplinkCount arrived = published.total();
        return new MediaFigures(
                arrived.received(),
                Math.max(0, arrived.expected() - arrived.received()),
                published.unrouted(),
                published.nacked(),
                published.keyFramesAsked(),
                played.packets(),
                played.octets(),
                played.nacks(),
                played.repeats(),
                played.keyFrameRequests(),
                played.padding(),
                played.dropped(),
                played.estimate(),
                played.roundTripMillis());
    }

    @Override
    public void onConnected(long time) {
        played.onConnected();
        listener.onConnected(time);
    }

    @Override
    public void onRtp(byte[] packet, int length, long time) {
        now = time;
        published.onRtp(packet, length, time);
    }

    @Override
    public void onRtcp(byte[] packet, int length, long time) {
        now = time;
        RtcpReader.read(packet, 0, length, incomingReports);
    }

    @Override
    public void onClosed(@Nullable Exception failure) {
        listener.onClosed(failure);
    }

    /** Does what is due: repairs, stalls, reports. */
    public void tick(long time) {
        now = time;
        if (time < nextTick || transport == null) {
            return;
        }
        published.tick(time);
        long due = played.tick(time);
        if (time >= nextReport && transport.isConnected() && reports != null) {
            nextReport = time + REPORT_INTERVAL_MILLIS;
            published.report(reports, time);
            played.report(reports, time);
        }
        nextTick = published.tracks().isEmpty() ? due : time;
    }

    /** RTCP from the client. */
    private final class Incoming implements RtcpVisitor {
        @Override
        public void senderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
            published.onSenderReport(ssrc, ntpTime, rtpTimestamp, now);
        }

        @Override
        public void reportBlock(
                long reporterSsrc,
                long sourceSsrc,
                int fractionLost,
                int cumulativeLost,
                long extendedHighestSequence,
                long jitter,
                long lastSenderReport,
                long delaySinceLastSenderReport) {
            played.onReportBlock(sourceSsrc, fractionLost, lastSenderReport, delaySinceLastSenderReport, now);
        }

        @Override
        public void nack(long senderSsrc, long mediaSsrc, int sequence) {
            played.onNack(mediaSsrc, sequence, now);
        }

        @Override
        public void pli(long mediaSsrc) {
            played.onKeyFrameRequest(mediaSsrc);
        }

        @Override
        public void fir(long mediaSsrc, int sequenceNumber) {
            played.onKeyFrameRequest(mediaSsrc);
        }

        @Override
        public void remb(long bitsPerSecond, byte[] packet, int ssrcListOffset, int ssrcCount) {
            played.onRemb(bitsPerSecond, now);
        }

        @Override
        public void transportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {
            played.onFeedback(feedback, now);
        }
    }
}
