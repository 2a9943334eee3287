package dev.parley.media.bandwidth;

import dev.parley.media.rtcp.RtcpWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The receiving end of a simulated call: reports arrivals as browsers do, asks for what is missing and for key frames,
 * and notes when pictures can be shown and audio stands still.
 */
final class SimulatedPlayer {

    /** What the player tells the sender. */
    sealed interface Message {
        record Feedback(byte[] rtcp) implements Message {}

        record Missing(int number) implements Message {}

        record KeyFrame() implements Message {}
    }

    private static final long REORDERING_MILLIS = 20;
    private static final long ASK_AGAIN_MILLIS = 120;
    private static final long GIVE_UP_MILLIS = 600;
    private static final int MOST_MISSING = 500;

    /** A packet that is missing; asked for again after pauses that double. */
    private static final class Gap {
        final long since;
        long askAt;
        long pause = ASK_AGAIN_MILLIS;

        Gap(long now) {
            since = now;
            askAt = now + REORDERING_MILLIS;
        }
    }

    private final ArrivalRecorder recorder = new ArrivalRecorder();
    private final byte[] buffer = new byte[1_200];
    private final RtcpWriter writer = new RtcpWriter(buffer, 0, buffer.length);
    private final Map<Integer, SimulatedPacket> waiting = new TreeMap<>();
    private final Map<Integer, Gap> gaps = new TreeMap<>();
    private int nextNumber;
    private int highestNumber = -1;
    private boolean needsKeyFrame;
    private long keyFrameAskedAt = Long.MIN_VALUE / 2;
    private int highestAudio = -1;

    /** When a picture could be shown. */
    final List<Long> shown = new ArrayList<>();

    /** When audio arrived that was newer than all before. */
    final List<Long> heard = new ArrayList<>();

    void receive(SimulatedPacket.Sent sent, long now) {
        recorder.onPacket(sent.transportSequence(), now);
        SimulatedPacket packet = sent.packet();
        switch (packet.urgency()) {
            case AUDIO -> {
                if (packet.number() > highestAudio) {
                    highestAudio = packet.number();
                    heard.add(now);
                }
            }
            case VIDEO, REPAIR -> receiveVideo(packet, now);
            case PADDING -> {}
        }
    }

    private void receiveVideo(SimulatedPacket packet, long now) {
        for (int number = highestNumber + 1; number < packet.number(); number++) {
            gaps.put(number, new Gap(now));
        }
        highestNumber = Math.max(highestNumber, packet.number());
        gaps.remove(packet.number());
        if (packet.number() >= nextNumber) {
            waiting.put(packet.number(), packet);
        }
        show(now);
    }

    /** Shows whole pictures in order; goes on with a key frame that is whole when the next one is not. */
    private void show(long now) {
        while (true) {
            int end = endOf(nextNumber);
            if (end < 0 && !jumpToKeyFrame()) {
                return;
            } else if (end >= 0) {
                showUpTo(end, now);
            }
        }
    }

    /** The last number of the picture that begins there, -1 when it is not whole. */
    private int endOf(int first) {
        int end = first;
        while (waiting.containsKey(end) && !waiting.get(end).isLast()) {
            end++;
        }
        return waiting.containsKey(end) ? end : -1;
    }

    private void showUpTo(int end, long now) {
        SimulatedPacket last = waiting.get(end);
        boolean isShown = !needsKeyFrame || (last != null && last.isKey());
        for (; nextNumber <= end; nextNumber++) {
            waiting.remove(nextNumber);
        }
        if (isShown) {
            needsKeyFrame = false;
            shown.add(now);
        }
    }

    private boolean jumpToKeyFrame() {
        for (SimulatedPacket packet : waiting.values()) {
            if (packet.isKey() && packet.number() == packet.first() && endOf(packet.first()) >= 0) {
                nextNumber = packet.first();
                waiting.keySet().removeIf(number -> number < nextNumber);
                gaps.keySet().removeIf(number -> number < nextNumber);
                return true;
            }
        }
        return false;
    }

    List<Message> tick(long now) {
        List<Message> messages = new ArrayList<>();
        while (recorder.isDue(now)) {
            writer.reset();
            if (!recorder.write(writer, 1, 2, now)) {
                break;
            }
            messages.add(new Message.Feedback(Arrays.copyOf(buffer, writer.length())));
        }
        askForMissing(messages, now);
        if (needsKeyFrame && now - keyFrameAskedAt >= 300) {
            keyFrameAskedAt = now;
            messages.add(new Message.KeyFrame());
        }
        return messages;
    }

    private void askForMissing(List<Message> messages, long now) {
        boolean hopeless =
                gaps.size() > MOST_MISSING || gaps.values().stream().anyMatch(gap -> now - gap.since > GIVE_UP_MILLIS);
        if (hopeless) {
            skipToNextKeyFrame(now);
            return;
        }
        gaps.forEach((number, gap) -> {
            if (now >= gap.askAt) {
                gap.askAt = now + gap.pause;
                gap.pause *= 2;
                messages.add(new Message.Missing(number));
            }
        });
    }

    /** Gives up what is missing; goes on with the next key frame that is here or comes. */
    private void skipToNextKeyFrame(long now) {
        int last = gaps.keySet().stream().max(Integer::compare).orElseThrow();
        gaps.clear();
        needsKeyFrame = true;
        waiting.keySet().removeIf(number -> number <= last);
        nextNumber = last + 1;
        // The rest of a picture that lost its beginning must not look whole.
        while (waiting.containsKey(nextNumber)) {
            SimulatedPacket packet = waiting.remove(nextNumber);
            nextNumber++;
            if (packet.isLast()) {
                break;
            }
        }
        show(now);
    }
}
