package dev.parley.server.rooms;

import dev.parley.media.forward.MediaFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The media of one room, as its owner saw it within the last second.
 *
 * @param worker which of the workers owns it, by its place among them from 0
 * @param clients sessions in it
 * @param counts of those in it now, since each of them came
 * @param leastEstimate the least of what their connections are estimated to carry, in bit/s; -1 when none tells
 * @param speakers the users who were clearly heard last, the one to be looked at first
 * @param shown those that were asked for, in the order they came
 */
public record RoomMedia(
        RoomKey room,
        int worker,
        int clients,
        MediaCounts counts,
        MediaRates rates,
        long leastEstimate,
        List<String> speakers,
        List<Client> shown) {

    public RoomMedia {
        speakers = List.copyOf(speakers);
        shown = List.copyOf(shown);
    }

    /**
     * One session's media.
     *
     * @param connected whether its transport is secured
     * @param receives how many streams it has asked for; {@code received} has the first of them
     */
    public record Client(
            String userId,
            String sessionId,
            Door door,
            boolean connected,
            MediaFigures figures,
            MediaRates rates,
            List<Published> published,
            int receives,
            List<Received> received) {

        public Client {
            published = List.copyOf(published);
            received = List.copyOf(received);
        }
    }

    /**
     * One stream that a client sends.
     *
     * @param codec encoding name
     */
    public record Published(StreamType type, String codec, boolean muted, List<PublishedLayer> layers) {

        public Published {
            layers = List.copyOf(layers);
        }
    }

    /**
     * @param size as {@code 1280x720}, null for sound and before the first key frame
     * @param bitsPerSecond of the packets that arrive
     */
    public record PublishedLayer(Layer layer, @Nullable String size, long bitsPerSecond) {}

    /**
     * One stream that a client wants.
     *
     * @param wished the layer asked for
     * @param playing the layer that flows, null while nothing does
     * @param bitsPerSecond of the payloads sent
     */
    public record Received(
            String publisher,
            StreamType type,
            LayerWish wished,
            @Nullable Layer playing,
            long bitsPerSecond) {}
}
