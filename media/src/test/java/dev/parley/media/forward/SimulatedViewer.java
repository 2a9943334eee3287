package dev.parley.media.forward;

import dev.parley.media.bandwidth.ArrivalRecorder;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.NackGenerator;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.SequenceUnwrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * A client that plays sound and a VP8 picture: asks for lost packets, decodes in order, asks for a key frame when it
 * cannot go on, and tells how its packets arrive. What is seen and heard when is what tests look at.
 */
final class SimulatedViewer implements SimulatedPeer.Application {

    static final long VIDEO_SSRC = 4_242;
    static final long RTX_SSRC = 4_243;
    static final long AUDIO_SSRC = 4_244;
    static final int RTX_PAYLOAD_TYPE = 97;
    static final int SEQUENCE_EXTENSION = 3;
    private static final long KEY_FRAME_PATIENCE = 200;
    private static final long KEY_FRAME_INTERVAL = 500;

    private record Kept(byte[] bytes, int payload) {
        boolean starts() {
            return (bytes[payload] & 0x10) != 0;
        }

        boolean isKey() {
            return starts() && (bytes[payload + 6] & 0x01) == 0;
        }

        boolean ends() {
            return RtpHeader.marker(bytes, 0);
        }
    }

    /** A picture by its timestamp, and when it was shown. */
    record Shown(long timestamp, long at) {}

    private final SimulatedPeer peer;
    private final TreeMap<Long, Kept> waiting = new TreeMap<>();
    private final SequenceUnwrapper sequences = new SequenceUnwrapper();
    private final SequenceUnwrapper audioSequences = new SequenceUnwrapper();
    private final Set<Long> heard = new HashSet<>();
    final List<Shown> shown = new ArrayList<>();
    private final NackGenerator losses = new NackGenerator();
    private final ArrivalRecorder arrivals = new ArrivalRecorder();
    private final byte[] compound = new byte[1_400];
    private final RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
    private final byte[] restored = new byte[2_048];
    private long next = -1;
    private long stuckSince = -1;
    private long keyFrameAsked;
    private long firstSound = -1;
    private int lastAudio;

    /** Whether it says what it lacks. */
    boolean asks = true;

    long pictures;
    long lastPicture = -1;
    long longestFreeze;
    long lastSound = -1;
    long longestSilence;
    long sounds;
    long bytes;
    long keyFrameRequests;

    SimulatedViewer(SimulatedPeer peer) {
        this.peer = peer;
        peer.application = this;
        peer.network.everyStep(this::step);
    }

    /** Judges freezes and silences from now on. */
    void forgetPast() {
        longestFreeze = 0;
        longestSilence = 0;
        lastPicture = peer.network.now;
        lastSound = peer.network.now;
    }

    /** The longest time without a new picture, up to now. */
    long longestFreeze() {
        return Math.max(longestFreeze, peer.network.now - lastPicture);
    }

    long longestSilence() {
        return Math.max(longestSilence, peer.network.now - lastSound);
    }

    /** The share of the sounds sent since the first that was heard. */
    double heardShare() {
        return heard.isEmpty() ? 0 : heard.size() / (double) (audioSequences.unwrap(lastAudio) - firstSound + 1);
    }

    @Override
    public void onRtp(byte[] packet, int length, long now) {
        bytes += length;
        int at = RtpHeader.findExtension(packet, 0, length, SEQUENCE_EXTENSION);
        if (at >= 0) {
            arrivals.onPacket(((packet[at] & 0xFF) << 8) | (packet[at + 1] & 0xFF), now);
        }
        long ssrc = RtpHeader.ssrc(packet, 0);
        if (ssrc == AUDIO_SSRC) {
            hear(packet, now);
        } else if (ssrc == VIDEO_SSRC) {
            see(packet, length, false, now);
        } else if (ssrc == RTX_SSRC) {
            int size = Retransmission.unwrap(packet, length, SimulatedCamera.VIDEO_PAYLOAD_TYPE, VIDEO_SSRC, restored);
            if (size > 0) {
                see(restored, size, true, now);
            }
        }
    }

    private void hear(byte[] packet, long now) {
        lastAudio = RtpHeader.sequence(packet, 0);
        long sequence = audioSequences.unwrap(lastAudio);
        if (heard.add(sequence)) {
            firstSound = firstSound < 0 ? sequence : firstSound;
            sounds++;
            longestSilence = lastSound < 0 ? 0 : Math.max(longestSilence, now - lastSound);
            lastSound = now;
        }
    }

    private void see(byte[] packet, int length, boolean repeated, long now) {
        long sequence = sequences.unwrap(RtpHeader.sequence(packet, 0));
        losses.onPacket(sequence, repeated, now);
        int payload = RtpHeader.headerLength(packet, 0, length);
        boolean empty = RtpHeader.payloadLength(packet, 0, length) == 0;
        if (sequence >= next) {
            waiting.put(sequence, new Kept(Arrays.copyOf(packet, length), empty ? -1 : payload));
            decode(now);
        }
    }

    /** Shows every picture that is whole and follows the last one; jumps to a whole key frame when stuck. */
    private void decode(long now) {
        while (showNext(now)) {
            stuckSince = -1;
        }
        if (waiting.isEmpty() || stuckSince >= 0) {
            return;
        }
        stuckSince = now;
    }

    private boolean showNext(long now) {
        if (next >= 0 && showFrom(next, now)) {
            return true;
        }
        for (var entry : waiting.entrySet()) {
            if (entry.getValue().payload() >= 0 && entry.getValue().isKey() && showFrom(entry.getKey(), now)) {
                return true;
            }
        }
        return false;
    }

    private boolean showFrom(long first, long now) {
        for (long sequence = first; ; sequence++) {
            Kept kept = waiting.get(sequence);
            if (kept == null) {
                return false;
            }
            if (kept.payload() < 0 && sequence == first) {
                next = first + 1; // padding
                waiting.headMap(next).clear();
                return true;
            }
            if (kept.ends()) {
                next = sequence + 1;
                waiting.headMap(next).clear();
                losses.forgetBefore(next);
                show(kept, now);
                return true;
            }
        }
    }

    private void show(Kept last, long now) {
        pictures++;
        shown.add(new Shown(RtpHeader.timestamp(last.bytes(), 0), now));
        longestFreeze = lastPicture < 0 ? 0 : Math.max(longestFreeze, now - lastPicture);
        lastPicture = now;
    }

    private void step(long now) {
        if (!peer.connected) {
            return;
        }
        int[] missing = losses.poll(now);
        if (asks && missing.length > 0) {
            begin();
            writer.nack(1, VIDEO_SSRC, missing, missing.length);
            peer.client.sendRtcp(compound, writer.length());
        }
        boolean stuck = stuckSince >= 0 && now - stuckSince > KEY_FRAME_PATIENCE && !waiting.isEmpty();
        if (asks && stuck && now - keyFrameAsked > KEY_FRAME_INTERVAL) {
            keyFrameAsked = now;
            keyFrameRequests++;
            begin();
            writer.pli(1, VIDEO_SSRC);
            peer.client.sendRtcp(compound, writer.length());
        }
        if (arrivals.isDue(now)) {
            writer.reset();
            if (arrivals.write(writer, 1, VIDEO_SSRC, now)) {
                peer.client.sendRtcp(compound, writer.length());
            }
        }
    }

    private void begin() {
        writer.reset();
        writer.receiverReport(1, List.of());
    }
}
