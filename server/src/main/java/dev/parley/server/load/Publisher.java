package dev.parley.server.load;

import dev.parley.media.rtcp.NtpTime;
import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One that sends. It sends again what the server asks for, byte by byte as before, and key frames when asked. */
final class Publisher extends Peer implements SentStream.Output, RtcpVisitor {

    private static final long REPORT_NANOS = 1_000_000_000;

    private final InstantSource clock;
    private final SealedPackets sealed = new SealedPackets();
    private final List<SentStream> streams = new ArrayList<>();
    private final byte[] compound = new byte[256];
    private final RtcpWriter reports = new RtcpWriter(compound, 0, compound.length);
    private final long phaseNanos;

    private int audience;
    private int transportSequence;
    private boolean sending;
    private boolean written;
    private long nextReport;

    /** @param phaseNanos how much later than connected it begins, so that publishers don't all send at once */
    Publisher(
            Surroundings surroundings,
            DatagramChannel channel,
            RandomGenerator chance,
            byte[] scratch,
            InstantSource clock,
            long phaseNanos) {
        super(surroundings, channel, chance, scratch);
        this.clock = clock;
        this.phaseNanos = phaseNanos;
    }

    /** Says what it sends; before it is started. */
    void sends(List<StreamFormat> formats, LoadPlan plan) {
        VideoShape shape = plan.video();
        for (StreamFormat format : formats) {
            if (!format.video()) {
                streams.add(SentStream.audio(format, thread()::now, counters(), chance()));
            } else if (shape != null) {
                streams.add(SentStream.video(format, shape, thread()::now, counters(), chance()));
            }
        }
    }

    /** One more is connected who plays it; on the thread. */
    void audienceGrew() {
        audience++;
    }

    @Override
    public void onConnected(long millis) {
        long start = thread().now() + phaseNanos;
        streams.forEach(stream -> stream.start(start));
        nextReport = start;
        sending = true;
        super.onConnected(millis);
    }

    /** Sends what is due, and says when the next frame is. */
    long sendDue(long now) {
        long next = Long.MAX_VALUE;
        if (!sending || !isConnected()) {
            return next;
        }
        for (int index = 0; index < streams.size(); index++) {
            SentStream stream = streams.get(index);
            int sent = stream.sendDue(now, this);
            counters().sentPackets += sent;
            counters().expected += (long) sent * audience;
            next = Math.min(next, stream.nextDue());
        }
        return next;
    }

    @Override
    public boolean send(byte[] packet, int length) {
        written = false;
        return sendRtp(packet, length) && written;
    }

    @Override
    public int nextTransportSequence() {
        return transportSequence++;
    }

    @Override
    boolean write(byte[] data, int offset, int length) {
        written = super.write(data, offset, length);
        if (written && sending && isRtp(data, offset, length)) {
            counters().sentBytes += length;
            sealed.keep(data, offset, length);
        }
        return written;
    }

    private static boolean isRtp(byte[] data, int offset, int length) {
        return RtpHeader.version(data, offset) == 2 && !RtpHeader.isRtcp(data, offset, length);
    }

    @Override
    void datagram(ByteBuffer incoming, int length, long nanos) {
        receive(incoming, length, nanos);
    }

    @Override
    void tick(long nanos) {
        super.tick(nanos);
        if (sending && nanos - nextReport >= 0) {
            nextReport = nanos + REPORT_NANOS;
            reports.reset();
            long ntpTime = NtpTime.fromEpochMillis(clock.millis());
            streams.forEach(stream -> stream.report(reports, nanos, ntpTime));
            sendRtcp(compound, reports.length());
        }
    }

    @Override
    public void onRtp(byte[] packet, int length, long millis) {
        // Nobody sends media to one who publishes alone.
    }

    @Override
    public void onRtcp(byte[] packet, int length, long millis) {
        RtcpReader.read(packet, 0, length, this);
    }

    @Override
    public void pli(long mediaSsrc) {
        counters().keyFramesAsked++;
        streams.stream().filter(stream -> stream.ssrc() == mediaSsrc).forEach(SentStream::keyFrameWanted);
    }

    @Override
    public void fir(long mediaSsrc, int sequenceNumber) {
        pli(mediaSsrc);
    }

    @Override
    public void nack(long senderSsrc, long mediaSsrc, int sequence) {
        byte[] again = sealed.find(mediaSsrc, sequence);
        if (again != null) {
            counters().resentPackets++;
            super.write(again, 0, sealed.foundLength());
        }
    }
}
