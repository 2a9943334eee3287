package dev.parley.server.metering;

import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.Source;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The layers of one video source of a publisher, and the sizes known of them (MET-6). */
final class PublishedSource {

    /** Pixels. */
    record Size(int width, int height) {
        long area() {
            return (long) width * height;
        }
    }

    /** The size of one of several streams, and which layer it was when it was seen. */
    record Seen(Layer layer, Size size) {}

    private final Source source;
    private final Map<Layer, Size> declared = new EnumMap<>(Layer.class);
    private final Map<Layer, Size> observed = new EnumMap<>(Layer.class);
    private final Map<String, Seen> observedByRid = new LinkedHashMap<>();

    PublishedSource(Source source) {
        this.source = source;
    }

    void publish(Layer layer, Size size) {
        declared.put(layer, size);
    }

    /** @param rid which of several streams it is, empty when none is told */
    void observe(Layer layer, String rid, Size size) {
        if (rid.isEmpty()) {
            observed.put(layer, size);
        } else {
            observedByRid.put(rid, new Seen(layer, size));
        }
    }

    boolean isPublished() {
        return !declared.isEmpty();
    }

    /** Published layers with their declared sizes, zero where none was declared. */
    Map<Layer, Size> declared() {
        return declared;
    }

    /** What was seen of layers whose stream was not told. */
    Map<Layer, Size> observed() {
        return observed;
    }

    Map<String, Seen> observedByRid() {
        return observedByRid;
    }

    /** What a layer counts for: the declaration leads for the full picture, the key frame for the small ones. */
    long area(Layer layer, String rid) {
        Seen ofStream = observedByRid.get(rid);
        boolean declarationLeads = source == Source.AUX || layer == Layer.BIG;
        long declaredArea = areaOf(declared.get(layer));
        long observedArea = areaOf(ofStream == null ? observed.get(layer) : ofStream.size());
        long first = declarationLeads ? declaredArea : observedArea;
        return first > 0 ? first : Math.max(declaredArea, observedArea);
    }

    private static long areaOf(@Nullable Size size) {
        return size == null ? 0 : size.area();
    }
}
