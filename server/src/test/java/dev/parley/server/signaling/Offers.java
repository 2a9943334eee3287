package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.media.sdp.SessionDescription;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Offers of real clients, CRLF line ends. Those of Chromium were recorded from Chromium 156 (November 2026); those
 * of OBS, FFmpeg and GStreamer are written after what these clients send (spec/15 §5).
 */
final class Offers {

    static final String CHROMIUM_PUBLISH = text("chromium-publish.sdp");
    static final String CHROMIUM_SIMULCAST = text("chromium-simulcast.sdp");
    static final String CHROMIUM_PLAY = text("chromium-play.sdp");

    /** Sound, a camera in two layers, a screen, then three times a slot for sound and one for pictures. */
    static final String CHROMIUM_MEETING = text("chromium-meeting.sdp");

    static final String OBS = text("obs-30.sdp");
    static final String FFMPEG = text("ffmpeg-8.sdp");
    static final String GSTREAMER = text("gstreamer-webrtcbin.sdp");

    private Offers() {}

    static SessionDescription parse(String offer) {
        return SessionDescription.parse(offer);
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Offers.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8).replace("\n", "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
