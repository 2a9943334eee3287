package dev.parley.media.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TcpFramingTest {

    private final List<byte[]> received = new ArrayList<>();

    @Test
    void readsFramesHoweverTheStreamIsSplitInTwo() throws Exception {
        List<byte[]> frames = List.of(new byte[] {1, 2, 3}, new byte[] {4}, new byte[300], new byte[] {5, 6});
        byte[] stream = stream(frames);
        for (int split = 0; split <= stream.length; split++) {
            received.clear();
            TcpFraming framing = new TcpFraming(TcpFraming.DEFAULT_LIMIT);
            feed(framing, stream, 0, split);
            feed(framing, stream, split, stream.length);
            assertThat(received).as("split at %d", split).containsExactlyElementsOf(frames);
        }
    }

    @Test
    void readsFramesFromRandomPieces() throws Exception {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("TcpFramingTest seed " + seed + " (replay with -Dparley.seed)");
        Random random = new Random(seed);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] frame = new byte[1 + random.nextInt(1_500)];
            random.nextBytes(frame);
            frames.add(frame);
        }
        byte[] stream = stream(frames);
        TcpFraming framing = new TcpFraming(1_500);
        for (int position = 0; position < stream.length; ) {
            int end = Math.min(stream.length, position + 1 + random.nextInt(3_000));
            feed(framing, stream, position, end);
            position = end;
        }
        assertThat(received).containsExactlyElementsOf(frames);
    }

    @Test
    void refusesAFrameOverTheLimitBeforeItsBytesArrive() {
        TcpFraming framing = new TcpFraming(100);
        assertThatThrownBy(() -> framing.feed(new byte[] {0, 101}, 0, 2, (bytes, offset, length) -> {}))
                .isInstanceOf(TcpFraming.FrameTooLongException.class)
                .hasMessageContaining("limit 100");
    }

    @Test
    void skipsEmptyFramesAndAcceptsOnesExactlyAtTheLimit() throws Exception {
        List<byte[]> frames = List.of(new byte[0], new byte[100], new byte[0], new byte[] {9});
        byte[] stream = stream(frames);
        feed(new TcpFraming(100), stream, 0, stream.length);
        assertThat(received).containsExactly(new byte[100], new byte[] {9});
    }

    @Test
    void carriesTheLongestFrameThePrefixCanName() throws Exception {
        byte[] longest = new byte[TcpFraming.LARGEST_FRAME];
        Arrays.fill(longest, (byte) 7);
        byte[] stream = stream(List.of(longest));
        feed(new TcpFraming(TcpFraming.LARGEST_FRAME), stream, 0, stream.length);
        assertThat(received).containsExactly(longest);
        assertThatThrownBy(() -> TcpFraming.encode(new byte[65_536], 0, 65_536, new byte[65_538], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void feed(TcpFraming framing, byte[] stream, int start, int end) throws Exception {
        framing.feed(
                stream,
                start,
                end - start,
                (bytes, offset, length) -> received.add(Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    private static byte[] stream(List<byte[]> frames) {
        byte[] stream = new byte[frames.stream().mapToInt(f -> f.length + 2).sum()];
        int position = 0;
        for (byte[] frame : frames) {
            position += TcpFraming.encode(frame, 0, frame.length, stream, position);
        }
        return stream;
    }
}
