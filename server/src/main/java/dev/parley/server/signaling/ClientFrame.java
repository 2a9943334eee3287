package dev.parley.server.signaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object of a client, read member by member; each complaint names the member. */
final class ClientFrame {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode node;

    private ClientFrame(JsonNode node) {
        this.node = node;
    }

    /** @throws BadFrameException when the text is no JSON object */
    static ClientFrame parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return new ClientFrame(node);
            }
        } catch (JacksonException malformed) {
            throw new BadFrameException(
                    BadFrameException.NO_JSON, "a frame must be one JSON object: " + malformed.getOriginalMessage());
        }
        throw new BadFrameException(BadFrameException.NO_JSON, "a frame must be one JSON object");
    }

    String type() {
        return optionalText("t").orElse("");
    }

    /** The request's number, 0 when it has none. */
    long id() {
        return optionalNumber("id").filter(id -> id > 0).orElse(0L);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> BadFrameException.parameter(name + " is missing"));
    }

    Optional<String> optionalText(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw BadFrameException.parameter(name + " must be a text");
        }
        return Optional.of(value.stringValue());
    }

    long number(String name) {
        return optionalNumber(name).orElseThrow(() -> BadFrameException.parameter(name + " is missing"));
    }

    Optional<Long> optionalNumber(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw BadFrameException.parameter(name + " must be a whole number");
        }
        return Optional.of(value.longValue());
    }

    boolean flag(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw BadFrameException.parameter(name + " must be true or false");
        }
        return value.booleanValue();
    }

    Optional<ClientFrame> optionalObject(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw BadFrameException.parameter(name + " must be an object");
        }
        return Optional.of(new ClientFrame(value));
    }

    /** The objects of an array, none when it is missing. */
    <T> List<T> objects(String name, int most, Function<ClientFrame, T> read) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most) {
            throw BadFrameException.parameter(name + " must be an array of at most " + most + " objects");
        }
        List<T> items = new ArrayList<>(value.size());
        for (JsonNode item : value) {
            if (!item.isObject()) {
                throw BadFrameException.parameter(name + " must be an array of objects");
            }
            items.add(read.apply(new ClientFrame(item)));
        }
        return items;
    }

    /** One of an enumeration's values, by the name that {@code wireName} gives it. */
    <E extends Enum<E>> E choice(String name, Class<E> type, Function<E, String> wireName) {
        return choice(name, text(name), type, wireName);
    }

    <E extends Enum<E>> E choice(String name, E byDefault, Class<E> type, Function<E, String> wireName) {
        return optionalText(name)
                .map(text -> choice(name, text, type, wireName))
                .orElse(byDefault);
    }

    private static <E extends Enum<E>> E choice(String name, String text, Class<E> type, Function<E, String> wireName) {
        List<String> names = new ArrayList<>();
        for (E candidate : type.getEnumConstants()) {
            if (wireName.apply(candidate).equals(text)) {
                return candidate;
            }
            names.add(wireName.apply(candidate));
        }
        throw BadFrameException.parameter(name + " must be one of " + String.join(", ", names));
    }
}
