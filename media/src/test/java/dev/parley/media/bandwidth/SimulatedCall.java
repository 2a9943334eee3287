package dev.parley.media.bandwidth;

import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.rtcp.TransportFeedback;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A server that forwards audio and one layered picture to one player through a simulated network, with the estimator,
 * the pacer and the allocation at work as they are in earnest. Time is milliseconds since the call's start.
 */
final class SimulatedCall {

    /** A moment of the call, for judgement and plots; rates in bits per second. */
    record Sample(long time, double capacity, long estimate, double sent, double queueMillis, int layer) {}

    static final int AUDIO_BITS = 32_000;
    static final long SAMPLE_MILLIS = 100;

    private static final int AUDIO_MILLIS = 20;
    private static final int AUDIO_BYTES = AUDIO_BITS * AUDIO_MILLIS / 8_000;
    private static final int FRAME_MILLIS = 33;
    private static final int PACKET_BYTES = 1_200;
    private static final int PROBE_PACKET_BYTES = 400;
    private static final double KEY_FRAME_FACTOR = 3;
    static final long EPOCH = 1_767_225_600_000L;

    final long seed;
    final SimulatedPath<SimulatedPacket.Sent> down;
    final SimulatedPath<SimulatedPlayer.Message> up;
    final SimulatedPlayer player = new SimulatedPlayer();
    final SendSideEstimator estimator = new SendSideEstimator(EstimatorSettings.STANDARD);
    final Pacer pacer = new Pacer(EstimatorSettings.STANDARD.start());
    final LayerAllocation allocation = new LayerAllocation();
    final List<Sample> samples = new ArrayList<>();
    /** When the choice of layer changed. */
    final List<Long> changes = new ArrayList<>();

    private final Random random;
    private final long[] layers;
    private final Picture picture;
    private final byte[] bytes = new byte[1_500];
    private final Map<Integer, SimulatedPacket> history = new HashMap<>();
    private final RateWindow sentRate = new RateWindow();
    private int transportSequence = 65_000;
    private int audioNumber;
    private int videoNumber;
    private int frame;
    private int sending = Picture.PAUSED;
    private boolean keyFrameWanted;
    long now;

    /** @param layers bits per second, best first */
    SimulatedCall(long seed, long... layers) {
        this.seed = seed;
        random = new Random(seed);
        this.layers = layers;
        down = new SimulatedPath<>(new Random(seed + 1), (packet, time) -> player.receive(packet, EPOCH + time));
        up = new SimulatedPath<>(new Random(seed + 2), this::receive);
        picture = allocation.add(1);
        picture.offer(layers, layers.length);
        allocation.reserveAudio(AUDIO_BITS);
    }

    /** Lets time pass. */
    void run(long millis) {
        for (long end = now + millis; now < end; now++) {
            step();
        }
    }

    private void step() {
        down.step(now);
        up.step(now);
        for (SimulatedPlayer.Message message : player.tick(EPOCH + now)) {
            up.send(message, 100);
        }
        if (now % 50 == 0) {
            decide();
        }
        if (now % AUDIO_MILLIS == 0) {
            offer(new SimulatedPacket(Urgency.AUDIO, AUDIO_BYTES, audioNumber, audioNumber++, false, true));
        }
        if (now % FRAME_MILLIS == 0) {
            sendFrame();
        }
        pacer.setTarget(estimator.targetBitrate(), estimator.isCongested());
        pacer.drain(now, new Outlet());
        sendProbe();
        if (now % SAMPLE_MILLIS == 0) {
            sample();
        }
    }

    private void decide() {
        estimator.setDemand(allocation.demand());
        if (allocation.decide(estimator.mediaBitrate(), now)) {
            changes.add(now);
        }
        if (sending != picture.choice()) {
            if (estimator.isCongested()) {
                // As the engine does: what was sent before would only hold up the key frame.
                pacer.discard(waiting -> true);
                history.clear();
            }
            sending = picture.choice();
            keyFrameWanted = true;
        }
    }

    private void sendFrame() {
        if (sending == Picture.PAUSED) {
            return;
        }
        boolean isKey = keyFrameWanted || frame == 0;
        keyFrameWanted = false;
        double usual = layers[sending] * FRAME_MILLIS / 8_000.0;
        int left = (int) (usual * (0.7 + (0.6 * random.nextDouble())) * (isKey ? KEY_FRAME_FACTOR : 1));
        frame++;
        int first = videoNumber;
        while (left > 0) {
            int size = Math.min(left, PACKET_BYTES);
            left -= size;
            SimulatedPacket packet = new SimulatedPacket(Urgency.VIDEO, size, videoNumber++, first, isKey, left == 0);
            history.put(packet.number(), packet);
            history.remove(packet.number() - 2_000);
            offer(packet);
        }
    }

    private void offer(SimulatedPacket packet) {
        if (pacer.passes(packet.bytes(), packet.urgency(), now)) {
            transmit(packet, false);
        } else if (!pacer.enqueue(bytes, packet.bytes(), packet.urgency(), packet, now)) {
            keyFrameWanted = true;
        }
    }

    private void sendProbe() {
        for (int due = estimator.probeBytes(now); due > 0; due -= PROBE_PACKET_BYTES) {
            SimulatedPacket padding = new SimulatedPacket(
                    Urgency.PADDING, Math.max(100, Math.min(due, PROBE_PACKET_BYTES)), 0, 0, false, true);
            transmit(padding, true);
        }
    }

    private void transmit(SimulatedPacket packet, boolean probe) {
        int sequence = transportSequence;
        transportSequence = (transportSequence + 1) & 0xFFFF;
        estimator.onSent(sequence, packet.bytes(), probe, now);
        sentRate.add(now, packet.bytes());
        down.send(new SimulatedPacket.Sent(packet, sequence), packet.bytes());
    }

    private void receive(SimulatedPlayer.Message message, long time) {
        switch (message) {
            case SimulatedPlayer.Message.Feedback feedback ->
                RtcpReader.read(feedback.rtcp(), 0, feedback.rtcp().length, new RtcpVisitor() {
                    @Override
                    public void transportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback report) {
                        estimator.onFeedback(report, time);
                    }
                });
            case SimulatedPlayer.Message.Missing missing -> {
                SimulatedPacket lost = history.get(missing.number());
                if (lost != null) {
                    offer(new SimulatedPacket(
                            Urgency.REPAIR, lost.bytes(), lost.number(), lost.first(), lost.isKey(), lost.isLast()));
                }
            }
            case SimulatedPlayer.Message.KeyFrame ignored -> keyFrameWanted = true;
        }
    }

    private void sample() {
        sentRate.advance(now);
        samples.add(new Sample(
                now,
                down.capacity,
                estimator.targetBitrate(),
                sentRate.bitsPerSecond(500),
                down.queueMillis(),
                sending));
    }

    private final class Outlet implements Pacer.Sink {
        @Override
        public void send(byte[] packet, int length, Urgency urgency, @Nullable Object token) {
            if (token instanceof SimulatedPacket waited) {
                transmit(waited, false);
            }
        }

        @Override
        public void onDropped(byte[] bytes, Urgency urgency, @Nullable Object token) {
            keyFrameWanted |= urgency == Urgency.VIDEO;
        }
    }
}
