package dev.parley.media.container;

import dev.parley.media.codec.OpusPacketizer;
import dev.parley.media.codec.Packetizer;
import dev.parley.media.codec.Vp8Packetizer;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.RtpWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Plays a {@link Clip} for ever as one RTP stream, for participants the server makes up itself. Sequence numbers,
 * timestamps and picture ids go on across rounds, so a receiver sees one endless stream. Owns no clock: time is
 * milliseconds of any steady clock, always the same. One thread.
 *
 * <p>The timestamp of a frame is the instant it is due, so two players with one start instant are in step. A player
 * that was not polled for more than {@link #LONGEST_LAG_MILLIS} leaves the missed time out instead of sending it at
 * once.
 */
public final class ClipPlayer {
    /** More than this behind, frames are not worth sending. */
    public static final long LONGEST_LAG_MILLIS = 1000;

    private final Clip clip;
    private final Packetizer packetizer;
    private final long ssrc;
    private final int payloadType;
    private final long startMillis;
    private final long firstTimestamp;
    private final RtpWriter writer = new RtpWriter();
    private final byte[] buffer = new byte[RtpHeader.FIXED_LENGTH + Packetizer.LARGEST_PAYLOAD];

    private int sequence;
    private int frame;
    /** RTP ticks from the start to the instant the next frame is due. */
    private long dueTicks;

    private long packets;
    private long octets;

    /**
     * Starts at the clip's first frame, which is due at {@code startMillis}.
     *
     * @param random gives the first sequence number, timestamp and picture id (RFC 3550 section 5.1)
     */
    public ClipPlayer(Clip clip, long ssrc, int payloadType, long startMillis, RandomGenerator random) {
        this.clip = clip;
        this.ssrc = ssrc;
        this.payloadType = payloadType;
        this.startMillis = startMillis;
        this.sequence = random.nextInt(1 << 16);
        this.firstTimestamp = random.nextInt() & 0xFFFF_FFFFL;
        this.packetizer = clip.isVideo() ? new Vp8Packetizer(random.nextInt()) : new OpusPacketizer();
    }

    /**
     * The RTP packets due by now, in order, none before {@link #nextDeadline}; unencrypted, and the caller's to keep.
     */
    public List<byte[]> poll(long nowMillis) {
        if (nowMillis - nextDeadline() > LONGEST_LAG_MILLIS) {
            dueTicks = ticksAt(nowMillis);
        }
        List<byte[]> due = new ArrayList<>();
        while (nextDeadline() <= nowMillis) {
            addFrame(due);
        }
        return due;
    }

    /** When the next frame is due, by the clock of {@link #poll}. */
    public long nextDeadline() {
        return startMillis + Math.ceilDiv(dueTicks * 1000, (long) clip.clockRate());
    }

    /**
     * Answers a PLI: goes on, at the next deadline, with the next key frame in the clip, skipping the frames before it.
     * Its picture jumps, its timestamps do not. No effect on audio.
     */
    public void requestKeyFrame() {
        while (!clip.frames().get(frame).keyFrame()) {
            frame = (frame + 1) % clip.frames().size();
        }
    }

    /**
     * Appends this stream's SR, whose NTP and RTP timestamps name the same instant.
     *
     * @param nowMillis by the clock of {@link #poll}
     * @param ntpTime the same instant, see {@code NtpTime}
     * @return false when it did not fit
     */
    public boolean writeSenderReport(RtcpWriter report, long nowMillis, long ntpTime) {
        long timestamp = (firstTimestamp + ticksAt(nowMillis)) & 0xFFFF_FFFFL;
        return report.senderReport(ssrc, ntpTime, timestamp, packets, octets, List.of());
    }

    public long ssrc() {
        return ssrc;
    }

    public Clip clip() {
        return clip;
    }

    /** RTP packets made so far. */
    public long packetsSent() {
        return packets;
    }

    /** Payload bytes made so far. */
    public long octetsSent() {
        return octets;
    }

    private long ticksAt(long nowMillis) {
        return Math.floorDiv((nowMillis - startMillis) * clip.clockRate(), 1000L);
    }

    private void addFrame(List<byte[]> due) {
        Clip.Frame current = clip.frames().get(frame);
        List<byte[]> payloads = packetizer.packetize(current.data(), 0, current.data().length);
        long timestamp = firstTimestamp + dueTicks;
        for (int i = 0; i < payloads.size(); i++) {
            boolean marker = clip.isVideo() ? i == payloads.size() - 1 : packets == 0;
            due.add(packet(payloads.get(i), marker, timestamp));
        }
        frame = (frame + 1) % clip.frames().size();
        dueTicks += current.duration();
    }

    private byte[] packet(byte[] payload, boolean marker, long timestamp) {
        int length = writer.start(buffer, 0, payloadType, marker, sequence, timestamp, ssrc)
                .payload(payload, 0, payload.length)
                .finish();
        sequence = (sequence + 1) & 0xFFFF;
        packets++;
        octets += payload.length;
        return Arrays.copyOf(buffer, length);
    }
}
