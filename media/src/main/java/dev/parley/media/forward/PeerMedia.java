package dev.parley.media.forward;

import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All media of one client: the tracks it publishes, the tracks it plays, and the RTCP between. Until it is given a
 * transport it does nothing. Everything on the owner thread; times are epoch milliseconds.
 */
public final class PeerMedia implements PeerTransport.Listener {

    /** What the client's media tells the room. */
    public interface Listener extends OutgoingTrack.FlowListener {
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
    private final IncomingTrack.Upstream upstream = new Feedback();
    private final Incoming incomingReports = new Incoming();
    private final StreamRouter router = new StreamRouter();
    private final List<OutgoingTrack> outgoing = new ArrayList<>();
    private final ScratchPackets scratch = new ScratchPackets();

    private @Nullable PeerTransport transport;
    private @Nullable Egress egress;
    private @Nullable PeerReports reports;
    private int sent;
    private long now;
    private long nextReport;
    private int roundTripMillis = -1;

    /**
     * @param canonicalName the RTCP CNAME, the same for all tracks of one player
     * @param reporterSsrc the SSRC this side reports with when it sends no media
     */
    public PeerMedia(Listener listener, String canonicalName, long reporterSsrc) {
        this.listener = listener;
        this.canonicalName = canonicalName;
        this.reporterSsrc = reporterSsrc;
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
        transport = connection;
        egress = new DirectEgress(connection);
        reports = new PeerReports(connection, canonicalName, reporterSsrc);
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
        List<IncomingTrack> known = tracksOf(description.mid());
        if (known.isEmpty() || !known.getFirst().agreesWith(description)) {
            stopReceiving(description.mid());
            known = begin(description);
        }
        for (IncomingTrack track : known) {
            track.describe(description);
            router.learn(track, description);
        }
        return known;
    }

    private List<IncomingTrack> begin(TrackDescription description) {
        List<String> rids = description.rids().isEmpty() ? List.of("") : description.rids();
        List<IncomingTrack> begun = rids.stream()
                .map(rid -> new IncomingTrack(description, rid, upstream))
                .toList();
        begun.forEach(router::add);
        return begun;
    }

    /** Ends what a section brought; its players lose it without a word. */
    public void stopReceiving(String mid) {
        for (IncomingTrack track : tracksOf(mid)) {
            router.remove(track);
            track.end();
        }
    }

    private List<IncomingTrack> tracksOf(String mid) {
        return router.tracks().stream().filter(track -> track.mid().equals(mid)).toList();
    }

    /** Sends a track to the client, from no source yet; see {@link OutgoingTrack} for the parameters. */
    public OutgoingTrack send(
            TrackDescription description, long stallTimeout, long ssrc, long rtxSsrc, int firstSequence) {
        OutgoingTrack track =
                new OutgoingTrack(description, egress(), scratch, listener, stallTimeout, ssrc, rtxSsrc, firstSequence);
        outgoing.add(track);
        sent++;
        return track;
    }

    private Egress egress() {
        Egress known = egress;
        if (known == null) {
            throw new IllegalStateException("the transport is given before a track is sent");
        }
        return known;
    }

    /** How many tracks were begun, those that have ended included; never to exceed {@link #MOST_SENT}. */
    public int sent() {
        return sent;
    }

    /** Ends a track to the client; says nothing to the listener. */
    public void stopSending(OutgoingTrack track) {
        track.stop();
        outgoing.remove(track);
    }

    public List<IncomingTrack> incoming() {
        return List.copyOf(router.tracks());
    }

    public List<OutgoingTrack> outgoing() {
        return List.copyOf(outgoing);
    }

    /** Packets of the client that belonged to no track. */
    public long unroutedPackets() {
        return router.unrouted();
    }

    /** The packets of all incoming tracks of a kind since it was last asked for that kind. */
    public UplinkCount takeUplink(MediaKind kind) {
        long expected = 0;
        long received = 0;
        for (IncomingTrack track : router.tracks()) {
            if (track.kind() == kind) {
                UplinkCount count = track.takeUplink();
                expected += count.expected();
                received += count.received();
            }
        }
        return new UplinkCount(expected, received);
    }

    /** The last round trip that the client's reports about our tracks proved, in milliseconds; -1 before the first. */
    public int roundTripMillis() {
        return roundTripMillis;
    }

    @Override
    public void onConnected(long time) {
        for (OutgoingTrack track : outgoing) {
            track.requestKeyFrame();
        }
        listener.onConnected(time);
    }

    @Override
    public void onRtp(byte[] packet, int length, long time) {
        now = time;
        router.receive(packet, length, time);
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
        if (transport == null) {
            return;
        }
        List<IncomingTrack> incoming = router.tracks();
        for (int index = 0; index < incoming.size(); index++) {
            incoming.get(index).tick(time);
        }
        for (int index = 0; index < outgoing.size(); index++) {
            outgoing.get(index).tick(time);
        }
        if (time >= nextReport && transport.isConnected() && reports != null) {
            nextReport = time + REPORT_INTERVAL_MILLIS;
            sendReports(reports, time);
        }
    }

    private void sendReports(PeerReports sender, long time) {
        if (!router.tracks().isEmpty()) {
            sender.sendReceiverReports(router.tracks(), time);
        }
        for (int index = 0; index < outgoing.size(); index++) {
            if (outgoing.get(index).hasNews()) {
                sender.sendSenderReport(outgoing.get(index), time);
            }
        }
    }

    /** RTCP from the client. */
    private final class Incoming implements RtcpVisitor {
        @Override
        public void senderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
            for (IncomingTrack track : router.tracks()) {
                if (track.isSource(ssrc)) {
                    track.onSenderReport(ntpTime, rtpTimestamp, now);
                }
            }
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
            OutgoingTrack track = outgoingOf(sourceSsrc);
            int proved = track == null ? -1 : track.roundTripMillis(lastSenderReport, delaySinceLastSenderReport, now);
            roundTripMillis = proved < 0 ? roundTripMillis : proved;
        }

        @Override
        public void nack(long senderSsrc, long mediaSsrc, int sequence) {
            OutgoingTrack track = outgoingOf(mediaSsrc);
            if (track != null) {
                track.repeat(sequence, now);
            }
        }

        @Override
        public void pli(long mediaSsrc) {
            OutgoingTrack track = outgoingOf(mediaSsrc);
            if (track != null) {
                track.requestKeyFrame();
            }
        }

        @Override
        public void fir(long mediaSsrc, int sequenceNumber) {
            pli(mediaSsrc);
        }

        private @Nullable OutgoingTrack outgoingOf(long ssrc) {
            for (OutgoingTrack track : outgoing) {
                if (track.ssrc() == ssrc) {
                    return track;
                }
            }
            return null;
        }
    }

    /** Requests to the client that publishes. */
    private final class Feedback implements IncomingTrack.Upstream {
        @Override
        public void sendNack(long mediaSsrc, int[] sequences, int count) {
            if (reports != null) {
                reports.sendNack(mediaSsrc, sequences, count);
            }
        }

        @Override
        public void sendKeyFrameRequest(long mediaSsrc) {
            if (reports != null) {
                reports.sendKeyFrameRequest(mediaSsrc);
            }
        }

        @Override
        public void onPictureSize(IncomingTrack track, int width, int height, long time) {
            listener.onPictureSize(track, width, height, time);
        }
    }
}
