package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtcp.TransportFeedback;
import dev.parley.media.rtp.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArrivalRecorderTest {

    private static final long START = 1_767_225_600_000L;

    private final ArrivalRecorder recorder = new ArrivalRecorder();
    private final byte[] buffer = new byte[1_200];
    private final RtcpWriter writer = new RtcpWriter(buffer, 0, buffer.length);
    /** What the messages read so far said of each number, last word counts. */
    private final Map<Integer, Long> reported = new TreeMap<>();

    private final List<Integer> feedbackCounts = new ArrayList<>();

    @Test
    void reportsWhatArrivedWhenAndWhatDidNot() {
        recorder.onPacket(65_534, START);
        recorder.onPacket(65_535, START + 3);
        recorder.onPacket(1, START + 40);

        assertThat(write(START + 100)).isTrue();
        assertThat(reported).isEqualTo(Map.of(65_534, START, 65_535, START + 3, 0, -1L, 1, START + 40));
        assertThat(write(START + 200)).as("nothing new").isFalse();
    }

    @Test
    void goesOnWhereTheLastMessageEnded() {
        recorder.onPacket(10, START);
        write(START + 100);
        reported.clear();
        recorder.onPacket(13, START + 120);
        write(START + 200);

        assertThat(reported).isEqualTo(Map.of(11, -1L, 12, -1L, 13, START + 120));
        assertThat(feedbackCounts).containsExactly(0, 1);
    }

    @Test
    void reportsALatePacketOnceMore() {
        recorder.onPacket(10, START);
        recorder.onPacket(12, START + 1);
        write(START + 100);
        recorder.onPacket(11, START + 150);
        recorder.onPacket(11, START + 160);
        write(START + 200);

        assertThat(reported).isEqualTo(Map.of(10, START, 11, START + 150, 12, START + 1));
    }

    @Test
    void isDueFromTimeToTimeWhilePacketsArrive() {
        assertThat(recorder.isDue(START)).isFalse();
        recorder.onPacket(1, START);
        assertThat(recorder.isDue(START + 99)).isFalse();
        assertThat(recorder.isDue(START + 100)).isTrue();
        write(START + 100);
        assertThat(recorder.isDue(START + 1_000)).as("nothing came").isFalse();
    }

    @Test
    void isDueMoreOftenWhenManyPacketsArrive() {
        int sequence = 0;
        long now = START;
        while (!recorder.isDue(now)) {
            recorder.onPacket(sequence++, now);
            now += 2;
        }
        assertThat(now - START).isEqualTo(100);
        write(now);
        long before = now;
        while (!recorder.isDue(now)) {
            recorder.onPacket(sequence++, now);
            now += 2;
        }
        assertThat(now - before).isEqualTo(50);
        write(now);
        for (int burst = 0; burst < 100; burst++) {
            recorder.onPacket(sequence++, now);
        }
        assertThat(recorder.isDue(now)).as("a hundred at once").isTrue();
    }

    @Test
    void leavesForTheNextMessageWhatDoesNotFit() {
        for (int sequence = 0; sequence < 4_000; sequence++) {
            recorder.onPacket(sequence, START + sequence);
        }
        int messages = 0;
        while (recorder.isDue(START + 4_000)) {
            assertThat(write(START + 4_000)).isTrue();
            messages++;
        }
        assertThat(messages).isBetween(3, 8);
        assertThat(reported).hasSize(4_000).containsEntry(3_999, START + 3_999);
    }

    @Test
    void startsAnotherMessageAfterALongSilence() {
        recorder.onPacket(1, START);
        recorder.onPacket(2, START + 60_000);
        assertThat(write(START + 60_100)).isTrue();
        assertThat(reported).containsOnlyKeys(1);
        assertThat(recorder.isDue(START + 60_100)).isTrue();
        assertThat(write(START + 60_100)).isTrue();
        assertThat(reported).isEqualTo(Map.of(1, START, 2, START + 60_000));
    }

    @Test
    void forgetsWhatAHugeJumpLeavesBehind() {
        recorder.onPacket(1, START);
        recorder.onPacket(20_000, START + 10);
        write(START + 100);
        write(START + 100);

        assertThat(reported).containsEntry(20_000, START + 10).doesNotContainKey(1);
        assertThat(reported.size()).isLessThanOrEqualTo(ArrivalRecorder.WINDOW);
        assertThat(write(START + 100)).isFalse();
    }

    @Test
    void followsAPublisherThatNumbersAnew() {
        recorder.onPacket(30_000, START);
        write(START + 100);
        reported.clear();
        for (int sequence = 0; sequence < 20; sequence++) {
            recorder.onPacket(sequence, START + 100 + sequence);
        }
        write(START + 200);

        assertThat(reported.keySet()).containsExactly(15, 16, 17, 18, 19);
    }

    @Test
    void leavesAFullWriterAsItIs() {
        recorder.onPacket(1, START);
        RtcpWriter full = new RtcpWriter(buffer, 0, 20);
        assertThat(recorder.write(full, 1, 2, START + 100)).isFalse();
        assertThat(full.length()).isZero();
        assertThat(write(START + 100)).isTrue();
        assertThat(reported).isEqualTo(Map.of(1, START));
    }

    @Test
    void reportsEveryArrivalOfADisorderlyNetworkOnce() {
        Random random = Seed.random("ArrivalRecorderTest.reportsEveryArrivalOfADisorderlyNetworkOnce");
        Map<Integer, Long> arrived = new TreeMap<>();
        long now = START;
        for (int sent = 0; sent < 60_000; sent++) {
            int sequence = Math.max(0, sent - random.nextInt(20));
            now += random.nextInt(3);
            if (random.nextInt(10) > 0) {
                arrived.putIfAbsent(sequence, now);
                recorder.onPacket(sequence, now);
            }
            if (recorder.isDue(now)) {
                write(now);
            }
        }
        while (write(now)) {
            assertThat(feedbackCounts).hasSizeLessThan(10_000);
        }
        reported.values().removeIf(arrival -> arrival < 0);
        assertThat(reported).isEqualTo(arrived);
    }

    private boolean write(long now) {
        writer.reset();
        if (!recorder.write(writer, 1, 2, now)) {
            assertThat(writer.length()).isZero();
            return false;
        }
        RtcpReader.read(buffer, 0, writer.length(), new RtcpVisitor() {
            @Override
            public void transportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {
                feedbackCounts.add(feedback.feedbackCount());
                while (feedback.next()) {
                    int sinceStart = feedback.arrivalTicks() - (int) (START * 4);
                    reported.put(
                            feedback.sequence(), feedback.isReceived() ? START + Math.floorDiv(sinceStart, 4) : -1L);
                }
            }
        });
        return true;
    }
}
