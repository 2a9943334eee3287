package dev.parley.server.participant;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.media.container.Clip;
import dev.parley.media.container.ClipPlayer;
import dev.parley.media.rtcp.NtpTime;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.RtpWriter;
import dev.parley.media.session.ClientTransport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One clip on its way to the server, as one RTP stream that loops. Used by the participant's thread only. */
public final class ClipSender {

    private static final int LARGEST_PACKET = 1_500;

    private final Clip clip;
    private final long ssrc;
    private final RandomGenerator random;
    private final byte[] mid;
    private final byte[] rid;
    private final RtpWriter stamping = new RtpWriter();
    private final byte[] stamped = new byte[LARGEST_PACKET];
    private @Nullable ClipPlayer player;
    private boolean paused;

    /** One whose packets say nothing of the section they belong to. */
    public ClipSender(Clip clip, RandomGenerator random) {
        this(clip, random, "", "");
    }

    /**
     * @param mid the section's, carried by every packet (RFC 9143); empty for none
     * @param rid the layer's (RFC 8852), likewise
     */
    ClipSender(Clip clip, RandomGenerator random, String mid, String rid) {
        this.clip = clip;
        this.random = random;
        this.mid = mid.getBytes(US_ASCII);
        this.rid = rid.getBytes(US_ASCII);
        this.ssrc = 1 + random.nextLong(0xFFFF_FFFEL);
    }

    long ssrc() {
        return ssrc;
    }

    /** Begins to play at {@code now}; later calls do nothing. */
    void start(long now) {
        if (player == null) {
            int payloadType = clip.isVideo() ? Offer.VP8 : Offer.OPUS;
            player = new ClipPlayer(clip, ssrc, payloadType, now, random);
        }
    }

    /** Sends nothing while paused; what was due meanwhile is left out. */
    void pause(boolean whether) {
        paused = whether;
    }

    void sendDue(ClientTransport transport, long now) {
        if (player == null) {
            return;
        }
        for (byte[] packet : player.poll(now)) {
            if (!paused) {
                send(transport, packet);
            }
        }
    }

    private void send(ClientTransport transport, byte[] packet) {
        if (mid.length + rid.length == 0) {
            transport.sendRtp(packet, packet.length);
            return;
        }
        stamping.start(
                stamped,
                0,
                RtpHeader.payloadType(packet, 0),
                RtpHeader.marker(packet, 0),
                RtpHeader.sequence(packet, 0),
                RtpHeader.timestamp(packet, 0),
                ssrc);
        if (mid.length > 0) {
            stamping.extension(OfferedSections.MID_EXTENSION, mid, 0, mid.length);
        }
        if (rid.length > 0) {
            stamping.extension(OfferedSections.RID_EXTENSION, rid, 0, rid.length);
        }
        int length = stamping.payload(packet, RtpHeader.FIXED_LENGTH, packet.length - RtpHeader.FIXED_LENGTH)
                .finish();
        transport.sendRtp(stamped, length);
    }

    void report(RtcpWriter report, long now) {
        if (player != null) {
            player.writeSenderReport(report, now, NtpTime.fromEpochMillis(now));
        }
    }

    void keyFrameWanted(long mediaSsrc) {
        if (player != null && mediaSsrc == ssrc) {
            player.requestKeyFrame();
        }
    }
}
