package dev.parley.media.forward;

import dev.parley.media.rtcp.ReportBlock;
import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.Codec;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All media of one client: the tracks it publishes, the tracks it plays, and the RTCP between. Everything on the owner
 * thread; times are epoch milliseconds.
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
     * What publishers are told they may send (REMB). Browsers probe far below this without being told anything; it
     * bounds what one publisher can ask of every player.
     */
    private static final long PUBLISHER_BITRATE = 5_000_000;

    private static final long REPORT_INTERVAL_MILLIS = 1_000;

    private final Listener listener;
    private final String canonicalName;
    private final long reporterSsrc;
    private final IncomingTrack.Upstream upstream = new Feedback();
    private final Incoming incomingReports = new Incoming();
    private final List<IncomingTrack> incoming = new ArrayList<>();
    private final List<OutgoingTrack> outgoing = new ArrayList<>();
    private final @Nullable IncomingTrack[] byPayloadType = new IncomingTrack[128];
    private final byte[] compound = new byte[1_400];
    private final RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);

    private @Nullable PeerTransport transport;
    private long now;
    private long nextReport;

    /**
     * @param canonicalName the RTCP CNAME, the same for all tracks of one player
     * @param reporterSsrc the SSRC this side reports with when it sends no media
     */
    public PeerMedia(Listener listener, String canonicalName, long reporterSsrc) {
        this.listener = listener;
        this.canonicalName = canonicalName;
        this.reporterSsrc = reporterSsrc;
    }

    /** Gives it its transport; called once, before anything else. */
    public void use(PeerTransport connection) {
        transport = connection;
    }

    public PeerTransport transport() {
        PeerTransport known = transport;
        if (known == null) {
            throw new IllegalStateException("the transport is given before it is used");
        }
        return known;
    }

    /** Expects a track from the client. */
    public IncomingTrack receive(TrackDescription description) {
        IncomingTrack track = new IncomingTrack(description, upstream);
        incoming.add(track);
        for (Codec codec : description.codecs()) {
            byPayloadType[codec.payloadType()] = track;
            if (codec.hasRtx()) {
                byPayloadType[codec.rtxPayloadType()] = track;
            }
        }
        return track;
    }

    /** Sends a track to the client; see {@link OutgoingTrack} for the parameters. */
    public OutgoingTrack send(
            TrackDescription description, long stallTimeout, long ssrc, long rtxSsrc, int firstSequence) {
        OutgoingTrack track =
                new OutgoingTrack(description, transport(), listener, stallTimeout, ssrc, rtxSsrc, firstSequence);
        outgoing.add(track);
        return track;
    }

    public List<IncomingTrack> incoming() {
        return List.copyOf(incoming);
    }

    public List<OutgoingTrack> outgoing() {
        return List.copyOf(outgoing);
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
        IncomingTrack track = byPayloadType[RtpHeader.payloadType(packet, 0)];
        if (track != null) {
            track.receive(packet, length, time);
        }
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
        for (int index = 0; index < incoming.size(); index++) {
            incoming.get(index).tick(time);
        }
        for (int index = 0; index < outgoing.size(); index++) {
            outgoing.get(index).tick(time);
        }
        if (time >= nextReport && transport().isConnected()) {
            nextReport = time + REPORT_INTERVAL_MILLIS;
            sendReports(time);
        }
    }

    private void sendReports(long time) {
        if (!incoming.isEmpty()) {
            sendReceiverReport(time);
        }
        for (int index = 0; index < outgoing.size(); index++) {
            OutgoingTrack track = outgoing.get(index);
            if (track.hasSent()) {
                writer.reset();
                writer.senderReport(
                        track.ssrc(),
                        track.reportNtpTime(time),
                        track.reportTimestamp(time),
                        track.packets(),
                        track.octets(),
                        List.of());
                writer.sourceDescription(track.ssrc(), canonicalName);
                flush();
            }
        }
    }

    private void sendReceiverReport(long time) {
        List<ReportBlock> blocks = new ArrayList<>(incoming.size());
        List<Long> sources = new ArrayList<>(incoming.size());
        for (IncomingTrack track : incoming) {
            ReportBlock block = track.takeReportBlock(time);
            if (block != null) {
                blocks.add(block);
                sources.add(track.ssrc());
            }
        }
        writer.reset();
        writer.receiverReport(reporterSsrc, blocks);
        writer.sourceDescription(reporterSsrc, canonicalName);
        if (!sources.isEmpty()) {
            writer.remb(reporterSsrc, PUBLISHER_BITRATE, sources);
        }
        flush();
    }

    private void flush() {
        transport().sendRtcp(compound, writer.length());
    }

    /** RTCP from the client. */
    private final class Incoming implements RtcpVisitor {
        @Override
        public void senderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
            for (IncomingTrack track : incoming) {
                if (track.isSource(ssrc)) {
                    track.onSenderReport(ntpTime, rtpTimestamp, now);
                }
            }
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

    /** Requests to the client that publishes; a feedback packet travels behind a receiver report (RFC 4585 §3.1). */
    private final class Feedback implements IncomingTrack.Upstream {
        @Override
        public void sendNack(long mediaSsrc, int[] sequences, int count) {
            begin();
            writer.nack(reporterSsrc, mediaSsrc, sequences, count);
            flush();
        }

        @Override
        public void sendKeyFrameRequest(long mediaSsrc) {
            begin();
            writer.pli(reporterSsrc, mediaSsrc);
            flush();
        }

        @Override
        public void onPictureSize(IncomingTrack track, int width, int height, long time) {
            listener.onPictureSize(track, width, height, time);
        }

        private void begin() {
            writer.reset();
            writer.receiverReport(reporterSsrc, List.of());
        }
    }
}
