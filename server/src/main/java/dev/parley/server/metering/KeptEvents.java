package dev.parley.server.metering;

import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Events since the last batch, on their way into the chunks that explanations are folded from. */
final class KeptEvents {

    /** Beyond this (storage has failed for long) seconds are still counted, but can no longer be explained. */
    static final int MOST = 1_000_000;

    private record Kept(RoomKey room, long hour, String line) {}

    private record ChunkKey(RoomKey room, long hour) {}

    private final List<Kept> events = new ArrayList<>();
    private int checkpointed;
    private long dropped;

    void add(RoomEvent event) {
        if (events.size() == MOST) {
            dropped++;
            return;
        }
        add(event, RoomEventJson.write(event));
    }

    /** An event recovered from its line. */
    void addLine(String line) {
        add(RoomEventJson.read(line), line);
    }

    private void add(RoomEvent event, String line) {
        long hour = Math.floorDiv(event.stamp().timestamp(), 3_600_000L);
        events.add(new Kept(event.stamp().room(), hour, line));
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Events given up since the start. */
    long dropped() {
        return dropped;
    }

    /** The lines that no checkpoint has yet. */
    List<String> newLines() {
        return events.subList(checkpointed, events.size()).stream()
                .map(Kept::line)
                .toList();
    }

    void markCheckpointed() {
        checkpointed = events.size();
    }

    void clear() {
        events.clear();
        checkpointed = 0;
    }

    List<EventChunk> chunks() {
        Map<ChunkKey, StringBuilder> texts = new LinkedHashMap<>();
        for (Kept kept : events) {
            texts.computeIfAbsent(new ChunkKey(kept.room(), kept.hour()), key -> new StringBuilder())
                    .append(kept.line())
                    .append('\n');
        }
        List<EventChunk> chunks = new ArrayList<>();
        texts.forEach((key, text) -> chunks.add(new EventChunk(key.room(), key.hour(), deflate(text.toString()))));
        return chunks;
    }

    /** The events of a chunk in the order they were kept. */
    static List<RoomEvent> read(EventChunk chunk) {
        return inflate(chunk.body()).lines().map(RoomEventJson::read).toList();
    }

    private static byte[] deflate(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String inflate(byte[] body) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CorruptSegmentException("a chunk of events cannot be inflated: " + e.getMessage());
        }
    }
}
