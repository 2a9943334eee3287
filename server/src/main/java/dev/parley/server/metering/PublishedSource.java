package dev.parley.server.metering;

import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.Source;
import java.util.EnumMap;
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

    private final Source source;
    private final Map<Layer, Size> declared = new EnumMap<>(Layer.class);
    private final Map<Layer, Size> observed = new EnumMap<>(Layer.class);

    PublishedSource(Source source) {
        this.source = source;
    }

    void publish(Layer layer, Size size) {
        declared.put(layer, size);
    }

    void observe(Layer layer, Size size) {
        observed.put(layer, size);
    }

    boolean isPublished() {
        return !declared.isEmpty();
    }

    /** Published layers with their declared sizes, zero where none was declared. */
    Map<Layer, Size> declared() {
        return declared;
    }

    Map<Layer, Size> observed() {
        return observed;
    }

    /** What a layer counts for: the declaration leads for the full picture, the key frame for the small one. */
    long area(Layer layer) {
        boolean declarationLeads = source == Source.AUX || layer == Layer.BIG;
        long declaredArea = areaOf(declared.get(layer));
        long observedArea = areaOf(observed.get(layer));
        long first = declarationLeads ? declaredArea : observedArea;
        return first > 0 ? first : Math.max(declaredArea, observedArea);
    }

    private static long areaOf(@Nullable Size size) {
        return size == null ? 0 : size.area();
    }
}
