package dev.parley.server.load;

import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.RtpHeader;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One that plays a publisher. It counts by the clear headers of what arrives; only the sampled, and retransmissions,
 * are decrypted.
 */
final class Subscriber extends Peer implements RtcpVisitor {

    private static final long MILLI_NANOS = 1_000_000;

    /** Streams that one subscriber tells apart; what a server sends beyond that is not counted. */
    private static final int MOST_STREAMS = 8;

    /** Of a packet, which holds the header with the extensions that servers write. */
    private static final int LONGEST_HEAD = 64;

    private final Publisher publisher;
    private final LoadPlan plan;
    private final @Nullable Delays delays;
    private final List<ReceivedStream> streams = new ArrayList<>(2);
    private final SubscriberReports reports;
    private final byte[] head = new byte[LONGEST_HEAD];
    private final CompletableFuture<Long> firstPacket = new CompletableFuture<>();

    private List<StreamFormat> formats = List.of();
    private boolean receiving;

    /** @param delays where the delay of every packet is noted; null when it is not sampled */
    Subscriber(
            Surroundings surroundings,
            DatagramChannel channel,
            RandomGenerator chance,
            byte[] scratch,
            Publisher publisher,
            LoadPlan plan,
            @Nullable Delays delays) {
        super(surroundings, channel, chance, scratch);
        this.publisher = publisher;
        this.plan = plan;
        this.delays = delays;
        this.reports = new SubscriberReports(this, plan);
    }

    /** Says what it will be sent; before it is started. */
    void receives(List<StreamFormat> agreed) {
        formats = List.copyOf(agreed);
    }

    /** Complete with the time when the first media packet came. */
    CompletableFuture<Long> firstPacket() {
        return firstPacket;
    }

    @Override
    public void onConnected(long millis) {
        publisher.audienceGrew();
        reports.start(millis + chance().nextLong(1_000));
        super.onConnected(millis);
    }

    @Override
    void datagram(ByteBuffer incoming, int length, long nanos) {
        int first = incoming.get(0) & 0xFF;
        int second = length < RtpHeader.FIXED_LENGTH ? 0 : incoming.get(1) & 0xFF;
        boolean media =
                first >= 128 && first <= 191 && length >= RtpHeader.FIXED_LENGTH && (second < 192 || second > 223);
        if (media) {
            media(incoming, length, second & 0x7F, nanos);
        } else {
            receive(incoming, length, nanos);
        }
    }

    private void media(ByteBuffer incoming, int length, int payloadType, long nanos) {
        if (plan.loss() > 0 && chance().nextDouble() < plan.loss()) {
            counters().dropped++;
            return;
        }
        StreamFormat format = format(payloadType);
        if (format == null) {
            return;
        }
        if (format.transportSequenceId() > 0) {
            noteArrival(incoming, length, format.transportSequenceId(), nanos);
        }
        if (format.rtxPayloadType() == payloadType) {
            counters().retransmissions++;
            receive(incoming, length, nanos);
            return;
        }
        ReceivedStream stream = stream(incoming.getInt(8), format);
        if (stream == null) {
            return;
        }
        long millis = nanos / MILLI_NANOS;
        stream.arrived(incoming.getShort(2) & 0xFFFF, incoming.getInt(4) & 0xFFFF_FFFFL, length, millis);
        reports.ask(stream, millis);
        if (!receiving) {
            receiving = true;
            firstPacket.complete(nanos);
        }
        if (delays != null) {
            receive(incoming, length, nanos);
        }
    }

    private void noteArrival(ByteBuffer incoming, int length, int extension, long nanos) {
        int size = Math.min(length, head.length);
        incoming.get(0, head, 0, size);
        int position = RtpHeader.findExtension(head, 0, size, extension);
        if (position >= 0) {
            reports.arrived(BigEndian.unsigned16(head, position), RtpHeader.ssrc(head, 0), nanos / MILLI_NANOS);
        }
    }

    private @Nullable StreamFormat format(int payloadType) {
        for (int index = 0; index < formats.size(); index++) {
            StreamFormat format = formats.get(index);
            if (format.payloadType() == payloadType || format.rtxPayloadType() == payloadType) {
                return format;
            }
        }
        return null;
    }

    private @Nullable ReceivedStream stream(int ssrc, StreamFormat format) {
        for (int index = 0; index < streams.size(); index++) {
            if (streams.get(index).is(ssrc)) {
                return streams.get(index);
            }
        }
        if (streams.size() == MOST_STREAMS) {
            return null;
        }
        ReceivedStream stream = new ReceivedStream(format, ssrc, plan.nack(), counters());
        streams.add(stream);
        return stream;
    }

    @Override
    void tick(long nanos) {
        super.tick(nanos);
        if (isConnected()) {
            long millis = nanos / MILLI_NANOS;
            reports.tick(millis, streams);
            for (int index = 0; index < streams.size(); index++) {
                reports.ask(streams.get(index), millis);
            }
        }
    }

    /** Of those that are decrypted: the sampled, and what was sent again. */
    @Override
    public void onRtp(byte[] packet, int length, long millis) {
        int header = RtpHeader.headerLength(packet, 0, length);
        int payload = RtpHeader.payloadLength(packet, 0, length);
        int payloadType = RtpHeader.payloadType(packet, 0);
        StreamFormat format = format(payloadType);
        if (format != null && format.rtxPayloadType() == payloadType) {
            recovered(packet, header, payload, length, millis);
        } else if (delays != null) {
            long sent = PayloadStamp.read(packet, header, payload);
            if (sent != PayloadStamp.NONE) {
                delays.add(packetTime() - sent);
            }
        }
    }

    /** RFC 4588 section 4: the payload begins with the sequence number that the packet had at first. */
    private void recovered(byte[] packet, int header, int payload, int length, long millis) {
        if (payload <= 2) {
            return;
        }
        for (int index = 0; index < streams.size(); index++) {
            if (streams.get(index).format().video()) {
                streams.get(index).recovered(BigEndian.unsigned16(packet, header), length, millis);
                return;
            }
        }
    }

    @Override
    public void onRtcp(byte[] packet, int length, long millis) {
        RtcpReader.read(packet, 0, length, this);
    }

    @Override
    public void senderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
        for (int index = 0; index < streams.size(); index++) {
            if (streams.get(index).ssrc() == ssrc) {
                streams.get(index).statistics().onSenderReport(ntpTime, packetTime() / MILLI_NANOS);
            }
        }
    }
}
