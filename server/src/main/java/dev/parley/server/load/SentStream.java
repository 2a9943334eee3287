package dev.parley.server.load;

import dev.parley.media.codec.Opus;
import dev.parley.media.container.Clip;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.RtpWriter;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * One RTP stream of a publisher: a burst of equal packets for each frame, at a steady beat. Times are nanoseconds of
 * the generator's clock. No allocation per packet to speak of; for one thread.
 */
final class SentStream {

    static final int AUDIO_PACKETS_PER_SECOND = 50;

    /** Where a stream's packets go. */
    interface Output {
        /** Sends one plain packet, and says whether it is on its way. */
        boolean send(byte[] packet, int length);

        /** The next number of the transport-wide sequence, shared by the streams of a connection. */
        int nextTransportSequence();
    }

    /** About 37 kbit/s of Opus. */
    private static final int AUDIO_PACKET_SIZE = 92;

    /** Frames that may be caught up with; more are left out. */
    private static final int MOST_BEHIND = 3;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int EXTENSION_LENGTH = 8;

    private final long ssrc;
    private final int payloadType;
    private final int clockRate;
    private final int framesPerSecond;
    private final int packetsPerFrame;
    private final int transportSequenceId;
    private final FrameContent content;
    private final LongSupplier nanoTime;
    private final Counters counters;
    private final RtpWriter writer = new RtpWriter();
    private final byte[] packet = new byte[VideoShape.LARGEST_PACKET];
    private final byte[] payload;
    private final byte[] transportSequence = new byte[2];
    private final long firstTimestamp;

    private int sequence;
    private long start;
    private long frame;
    private long sentPackets;
    private long sentOctets;

    private SentStream(
            StreamFormat format,
            int packetSize,
            int framesPerSecond,
            int packetsPerFrame,
            FrameContent content,
            LongSupplier nanoTime,
            Counters counters,
            RandomGenerator random) {
        this.ssrc = format.ssrc();
        this.payloadType = format.payloadType();
        this.transportSequenceId = format.transportSequenceId();
        this.clockRate = format.video() ? Clip.VIDEO_CLOCK_RATE : Opus.CLOCK_RATE;
        this.framesPerSecond = framesPerSecond;
        this.packetsPerFrame = packetsPerFrame;
        this.content = content;
        this.nanoTime = nanoTime;
        this.counters = counters;
        int extension = transportSequenceId > 0 ? EXTENSION_LENGTH : 0;
        this.payload = new byte[packetSize - RtpHeader.FIXED_LENGTH - extension];
        random.nextBytes(payload);
        this.firstTimestamp = random.nextInt() & 0xFFFF_FFFFL;
        // Low enough not to wrap soon: some servers take a stream that begins near the end for a lossy one.
        this.sequence = random.nextInt(1 << 15);
    }

    static SentStream audio(StreamFormat format, LongSupplier nanoTime, Counters counters, RandomGenerator random) {
        return new SentStream(
                format,
                AUDIO_PACKET_SIZE,
                AUDIO_PACKETS_PER_SECOND,
                1,
                new FrameContent.Opus(),
                nanoTime,
                counters,
                random);
    }

    static SentStream video(
            StreamFormat format, VideoShape shape, LongSupplier nanoTime, Counters counters, RandomGenerator random) {
        FrameContent.Picture picture = new FrameContent.Picture(
                shape.width(),
                shape.height(),
                shape.keyFrameSeconds() * shape.framesPerSecond(),
                random.nextInt(1 << 15));
        return new SentStream(
                format,
                shape.packetSize(),
                shape.framesPerSecond(),
                shape.packetsPerFrame(),
                picture,
                nanoTime,
                counters,
                random);
    }

    long ssrc() {
        return ssrc;
    }

    void keyFrameWanted() {
        content.keyFrameWanted();
    }

    /** Sets when the first frame is due. */
    void start(long nanos) {
        start = nanos;
    }

    /** When the next frame is due. */
    long nextDue() {
        return start + frame * SECOND_NANOS / framesPerSecond;
    }

    /**
     * Sends what is due.
     *
     * @return packets on their way
     */
    int sendDue(long now, Output output) {
        long behind = (now - nextDue()) * framesPerSecond / SECOND_NANOS;
        if (behind > MOST_BEHIND) {
            counters.skippedFrames += behind;
            frame += behind;
        }
        int sent = 0;
        while (now - nextDue() >= 0) {
            sent += burst(output);
            frame++;
        }
        return sent;
    }

    private int burst(Output output) {
        int sent = 0;
        long timestamp = firstTimestamp + frame * clockRate / framesPerSecond;
        for (int index = 0; index < packetsPerFrame; index++) {
            int length = build(index, timestamp, output);
            if (output.send(packet, length)) {
                sent++;
                sentPackets++;
                sentOctets += payload.length;
            }
        }
        return sent;
    }

    private int build(int index, long timestamp, Output output) {
        boolean marker = index == packetsPerFrame - 1 && clockRate == Clip.VIDEO_CLOCK_RATE;
        content.write(payload, index);
        PayloadStamp.write(payload, payload.length, nanoTime.getAsLong());
        writer.start(packet, 0, payloadType, marker, sequence++, timestamp, ssrc);
        if (transportSequenceId > 0) {
            int number = output.nextTransportSequence();
            transportSequence[0] = (byte) (number >> 8);
            transportSequence[1] = (byte) number;
            writer.extension(transportSequenceId, transportSequence, 0, 2);
        }
        return writer.payload(payload, 0, payload.length).finish();
    }

    /** Appends a sender report. */
    void report(RtcpWriter report, long now, long ntpTime) {
        long timestamp = firstTimestamp + (now - start) / 1_000 * clockRate / 1_000_000;
        report.senderReport(ssrc, ntpTime, timestamp, sentPackets, sentOctets, List.of());
    }
}
