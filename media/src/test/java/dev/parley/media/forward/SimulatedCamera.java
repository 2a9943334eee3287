package dev.parley.media.forward;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.RtpWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A client that publishes sound and a VP8 picture in simulcast layers of two temporal layers each, at 30 pictures and
 * 50 sounds a second. It answers key frame requests and NACKs as a browser does.
 */
final class SimulatedCamera implements SimulatedPeer.PublishingApplication {

    static final int MID_EXTENSION = 4;
    static final int RID_EXTENSION = 10;
    static final int REPAIRED_RID_EXTENSION = 11;
    static final int VIDEO_PAYLOAD_TYPE = 96;
    private static final int RTX_PAYLOAD_TYPE = 97;
    private static final int RTX_SSRC_DISTANCE = 500;
    static final int AUDIO_PAYLOAD_TYPE = 111;
    private static final long AUDIO_SSRC = 900;
    private static final int LARGEST_PAYLOAD = 1_150;
    private static final int DESCRIPTOR = 6;

    private record Sent(byte[] payload, long timestamp, boolean last) {}

    /** One simulcast layer, which may pause as a browser's does. */
    final class LayerSource {
        final String rid;
        final long ssrc;
        final int width;
        long bitrate;
        private final Map<Integer, Sent> sent = new HashMap<>();
        private int repeats;
        private int sequence = 100;
        private int pictureId = 77;
        private int temporalPicture = 5;
        private int pictures;
        private boolean keyFrameWanted = true;
        int keyFrames;

        LayerSource(String rid, long ssrc, int width, long bitrate) {
            this.rid = rid;
            this.ssrc = ssrc;
            this.width = width;
            this.bitrate = bitrate;
        }

        private void picture(long timestamp) {
            boolean key = keyFrameWanted;
            keyFrameWanted = false;
            keyFrames += key ? 1 : 0;
            pictures = key ? 0 : pictures + 1;
            int temporalLayer = pictures % 2;
            pictureId = (pictureId + 1) & 0x7FFF;
            temporalPicture = temporalLayer == 0 ? (temporalPicture + 1) & 0xFF : temporalPicture;
            int left = Math.max(60, (int) (bitrate / 8 / 30 * (key ? 4 : temporalLayer == 0 ? 1.2 : 0.8)));
            for (boolean first = true; left > 0; first = false) {
                int size = Math.min(left, LARGEST_PAYLOAD);
                left -= size;
                send(payload(size, first, key, temporalLayer), timestamp, left <= 0);
            }
        }

        private byte[] payload(int size, boolean first, boolean key, int temporalLayer) {
            byte[] payload = new byte[DESCRIPTOR + size];
            payload[0] = (byte) (0x80 | (first ? 0x10 : 0)); // X, S
            payload[1] = (byte) 0xE0; // I, L, T
            payload[2] = (byte) (0x80 | (pictureId >> 8));
            payload[3] = (byte) pictureId;
            payload[4] = (byte) temporalPicture;
            payload[5] = (byte) ((temporalLayer << 6) | (temporalLayer == 1 ? 0x20 : 0));
            if (first) {
                byte[] head = Pictures.payload(0, key, width, width * 9 / 16);
                System.arraycopy(head, 1, payload, DESCRIPTOR, Math.min(size, 10));
            }
            return payload;
        }

        private void send(byte[] payload, long timestamp, boolean last) {
            sequence = (sequence + 1) & 0xFFFF;
            sent.put(sequence, new Sent(payload, timestamp, last));
            write(RID_EXTENSION, VIDEO_PAYLOAD_TYPE, sequence, ssrc, payload, timestamp, last);
        }

        /** As a browser does: under a number of its own, since no number is encrypted twice (RFC 4588). */
        private void repeat(int lost) {
            Sent kept = sent.get(lost);
            if (kept != null) {
                byte[] payload = new byte[2 + kept.payload().length];
                payload[0] = (byte) (lost >> 8);
                payload[1] = (byte) lost;
                System.arraycopy(kept.payload(), 0, payload, 2, kept.payload().length);
                repeats = (repeats + 1) & 0xFFFF;
                write(
                        REPAIRED_RID_EXTENSION,
                        RTX_PAYLOAD_TYPE,
                        repeats,
                        ssrc + RTX_SSRC_DISTANCE,
                        payload,
                        kept.timestamp(),
                        kept.last());
            }
        }

        private void write(
                int nameExtension, int format, int number, long source, byte[] payload, long timestamp, boolean last) {
            byte[] packet = new byte[1_400];
            RtpWriter writer = new RtpWriter();
            writer.start(packet, 0, format, last, number, timestamp, source);
            writer.extension(MID_EXTENSION, new byte[] {'1'}, 0, 1);
            byte[] name = rid.getBytes(StandardCharsets.US_ASCII);
            writer.extension(nameExtension, name, 0, name.length);
            writer.payload(payload, 0, payload.length);
            peer.client.sendRtp(packet, writer.finish());
        }
    }

    private final SimulatedPeer peer;
    final List<LayerSource> layers;
    private int audioSequence;
    private int sounds;
    private int pictures;
    private final long begin;

    SimulatedCamera(SimulatedPeer peer, long... bitrates) {
        this.peer = peer;
        this.begin = peer.network.now;
        this.layers = IntStream.range(0, bitrates.length)
                .mapToObj(index ->
                        new LayerSource("" + (char) ('a' + index), 1_000 + index, 1_280 >> index, bitrates[index]))
                .toList();
        peer.application = this;
        peer.network.everyStep(this::step);
    }

    private void step(long now) {
        if (!peer.connected) {
            return;
        }
        long passed = now - begin;
        for (; pictures * 1_000L / 30 < passed; pictures++) {
            for (LayerSource layer : layers) {
                if (layer.bitrate > 0) {
                    layer.picture(pictures * 3_000L);
                }
            }
        }
        for (; sounds * 20L < passed; sounds++) {
            sound();
        }
    }

    private void sound() {
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH + 80];
        packet[0] = (byte) 0x80;
        RtpHeader.setPayloadType(packet, 0, AUDIO_PAYLOAD_TYPE);
        RtpHeader.setSequence(packet, 0, ++audioSequence & 0xFFFF);
        RtpHeader.setTimestamp(packet, 0, sounds * 960L);
        RtpHeader.setSsrc(packet, 0, AUDIO_SSRC);
        peer.client.sendRtp(packet, packet.length);
    }

    @Override
    public void pli(long mediaSsrc) {
        for (LayerSource layer : layers) {
            layer.keyFrameWanted |= layer.ssrc == mediaSsrc;
        }
    }

    @Override
    public void nack(long senderSsrc, long mediaSsrc, int sequence) {
        for (LayerSource layer : layers) {
            if (layer.ssrc == mediaSsrc) {
                layer.repeat(sequence);
            }
        }
    }
}
