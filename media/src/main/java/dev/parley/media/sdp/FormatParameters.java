package dev.parley.media.sdp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of one format, {@code a=fmtp} (RFC 8866 §6.15), in the usual form {@code name=value;name=value}.
 *
 * @param values names in lower case, in order; a name without value has the empty text
 */
public record FormatParameters(Map<String, String> values) {

    public static final FormatParameters NONE = new FormatParameters(Map.of());

    /** Reads the text after the payload type; never fails, since the grammar is each codec's own. */
    public static FormatParameters parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : text.split(";")) {
            int equals = parameter.indexOf('=');
            String name = (equals < 0 ? parameter : parameter.substring(0, equals)).strip();
            if (!name.isEmpty()) {
                values.put(
                        name.toLowerCase(Locale.ROOT),
                        equals < 0 ? "" : parameter.substring(equals + 1).strip());
            }
        }
        return new FormatParameters(values);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public boolean has(String name, String value) {
        return value.equals(values.get(name));
    }
}
