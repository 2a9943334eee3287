package dev.parley.server.participant;

import dev.parley.media.container.Clip;
import dev.parley.media.container.ClipPlayer;
import dev.parley.media.rtcp.NtpTime;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.session.ClientTransport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One clip on its way to the server, as one RTP stream that loops. Used by the participant's thread only. */
public final class ClipSender {

    private final Clip clip;
    private final long ssrc;
    private final RandomGenerator random;
    private @Nullable ClipPlayer player;

    public ClipSender(Clip clip, RandomGenerator random) {
        this.clip = clip;
        this.random = random;
        this.ssrc = 1 + random.nextLong(0xFFFF_FFFEL);
    }

    /** Begins to play at {@code now}. */
    void start(long now) {
        int payloadType = clip.isVideo() ? Offer.VP8 : Offer.OPUS;
        player = new ClipPlayer(clip, ssrc, payloadType, now, random);
    }

    void sendDue(ClientTransport transport, long now) {
        if (player != null) {
            for (byte[] packet : player.poll(now)) {
                transport.sendRtp(packet, packet.length);
            }
        }
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
