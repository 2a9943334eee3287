package dev.parley.server.actions;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.Language;
import dev.parley.protocol.shape.Bounds;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An {@link ApiDescription} as JSON, with the catalogue of errors: for explorers, programs and the documentation. */
public final class ApiCatalogue {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ApiCatalogue() {}

    /** The document in UTF-8. */
    public static byte[] json(List<? extends ActionDescription<?, ?>> actions) {
        ApiDescription api = ApiDescription.of(actions);
        ObjectNode document = JSON.objectNode();
        document.put("service", "trtc");
        document.put("version", "2019-07-22");
        ArrayNode described = document.putArray("actions");
        api.actions().forEach(action -> described.add(action(action)));
        ArrayNode named = document.putArray("types");
        api.types().forEach(type -> named.addObject().put("name", type.name()).set("fields", fields(type.fields())));
        ArrayNode errors = document.putArray("errors");
        Arrays.stream(ApiError.values()).forEach(error -> errors.add(error(error)));
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    }

    private static ObjectNode action(ApiDescription.DescribedAction action) {
        ObjectNode node = JSON.objectNode();
        node.put("name", action.name());
        node.put("status", action.status().word());
        texts(node.putArray("gaps"), action.gaps());
        texts(node.putArray("differences"), action.differences());
        node.put("callsPerSecond", action.callsPerSecond());
        node.set("request", fields(action.request()));
        node.set("response", fields(action.response()));
        texts(
                node.putArray("errors"),
                action.errors().stream().map(ApiError::code).toList());
        return node;
    }

    private static ArrayNode fields(List<ApiDescription.Field> fields) {
        ArrayNode nodes = JSON.arrayNode();
        for (ApiDescription.Field field : fields) {
            ObjectNode node = nodes.addObject();
            node.put("name", field.name());
            node.put("type", field.type());
            node.put("required", field.required());
            if (!field.meaning().isEmpty()) {
                node.put("meaning", field.meaning());
            }
            addBounds(node, field.bounds());
        }
        return nodes;
    }

    private static void addBounds(ObjectNode node, Bounds bounds) {
        if (bounds.range() != null) {
            node.put("minimum", bounds.range().min());
            node.put("maximum", bounds.range().max());
            addExceptions(node, bounds.range().except());
        }
        if (bounds.choices() != null) {
            texts(node.putArray("values"), List.of(bounds.choices().value()));
        }
        if (bounds.form() != null) {
            addPositive(node, "minimumLength", bounds.form().minLength());
            addPositive(node, "maximumLength", bounds.form().maxLength());
            if (bounds.form().emptyIsMissing()) {
                node.put("emptyIsMissing", true);
            }
            if (!bounds.form().pattern().isEmpty()) {
                node.put("pattern", bounds.form().pattern());
            }
        }
        if (bounds.count() != null) {
            addPositive(node, "minimumItems", bounds.count().min());
            node.put("maximumItems", bounds.count().max());
        }
    }

    private static void addExceptions(ObjectNode node, long[] exceptions) {
        if (exceptions.length > 0) {
            ArrayNode except = node.putArray("except");
            for (long exception : exceptions) {
                except.add(exception);
            }
        }
    }

    private static void addPositive(ObjectNode node, String name, int value) {
        if (value > 0) {
            node.put(name, value);
        }
    }

    private static ObjectNode error(ApiError error) {
        ObjectNode node = JSON.objectNode();
        node.put("code", error.code());
        ObjectNode message = node.putObject("message");
        for (Language language : Language.values()) {
            message.put(language.tag(), error.message().in(language));
        }
        node.put("when", error.when());
        node.put("advice", error.advice());
        return node;
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
