package dev.parley.conformance;

import dev.onvoid.webrtc.media.video.I420Buffer;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pictures that can be told from others after every codec: the left half is bright, the right half dark, and a gray bar
 * runs through both. One thread makes them, another looks at them.
 */
final class NativePictures {

    static final int INTERVAL_MILLIS = 50;
    static final int WIDTH = 640;
    static final int HEIGHT = 360;

    private static final byte BRIGHT = (byte) 200;
    private static final byte DARK = 50;
    private static final byte GRAY = 120;
    private static final byte NO_COLOUR = (byte) 128;
    private static final int BAR = 16;
    private static final int LEAST_DIFFERENCE = 100;

    private final AtomicLong right = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private long made;

    VideoFrame next() {
        NativeI420Buffer buffer = NativeI420Buffer.allocate(WIDTH, HEIGHT);
        int bar = (int) (made++ * 4 % (WIDTH - BAR));
        byte[] row = new byte[WIDTH];
        for (int column = 0; column < WIDTH; column++) {
            boolean inBar = column >= bar && column < bar + BAR;
            row[column] = inBar ? GRAY : column < WIDTH / 2 ? BRIGHT : DARK;
        }
        fill(buffer.getDataY(), buffer.getStrideY(), HEIGHT, row);
        byte[] colour = new byte[WIDTH / 2];
        Arrays.fill(colour, NO_COLOUR);
        fill(buffer.getDataU(), buffer.getStrideU(), HEIGHT / 2, colour);
        fill(buffer.getDataV(), buffer.getStrideV(), HEIGHT / 2, colour);
        return new VideoFrame(buffer, System.nanoTime());
    }

    private static void fill(ByteBuffer plane, int stride, int rows, byte[] row) {
        for (int index = 0; index < rows; index++) {
            plane.put(index * stride, row);
        }
    }

    void see(VideoFrame frame) {
        I420Buffer picture = frame.buffer.toI420();
        int width = picture.getWidth();
        int middle = picture.getHeight() / 2 * picture.getStrideY();
        ByteBuffer light = picture.getDataY();
        int difference = average(light, middle, width / 2) - average(light, middle + width / 2, width / 2);
        (difference >= LEAST_DIFFERENCE ? right : wrong).incrementAndGet();
        picture.release();
    }

    private static int average(ByteBuffer light, int from, int count) {
        int sum = 0;
        for (int index = from; index < from + count; index++) {
            sum += light.get(index) & 0xFF;
        }
        return sum / count;
    }

    /** Pictures seen that look as they were made. */
    long right() {
        return right.get();
    }

    long wrong() {
        return wrong.get();
    }
}
