package dev.parley.server.actions;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.Language;
import dev.parley.protocol.shape.Bounds;
import dev.parley.protocol.shape.FieldType;
import dev.parley.protocol.shape.RecordShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the whole API as JSON, read off the actions' records and the catalogue of errors: for explorers,
 * for programs and for the documentation. Types are named as in the vendor's description: {@code uint64},
 * {@code int64}, {@code float}, {@code bool}, {@code string}, {@code list of X}, or the name of a type.
 */
public final class ApiCatalogue {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, RecordShape<?>> types = new TreeMap<>();

    private ApiCatalogue() {}

    /** The document in UTF-8. */
    public static byte[] json(List<? extends ActionDescription<?, ?>> actions) {
        ApiCatalogue catalogue = new ApiCatalogue();
        ObjectNode document = JSON.objectNode();
        document.put("service", "trtc");
        document.put("version", "2019-07-22");
        ArrayNode described = document.putArray("actions");
        actions.forEach(action -> described.add(catalogue.action(action)));
        ArrayNode named = document.putArray("types");
        catalogue.types.forEach(
                (name, shape) -> named.addObject().put("name", name).set("fields", catalogue.fields(shape)));
        ArrayNode errors = document.putArray("errors");
        Arrays.stream(ApiError.values()).forEach(error -> errors.add(error(error)));
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    }

    private ObjectNode action(ActionDescription<?, ?> action) {
        ObjectNode node = JSON.objectNode();
        node.put("name", action.name());
        node.put("status", status(action));
        texts(node.putArray("gaps"), action.gaps());
        texts(node.putArray("differences"), action.differences());
        node.put("callsPerSecond", action.callsPerSecond());
        node.set("request", fields(RecordShape.of(action.requestType())));
        ArrayNode response = fields(RecordShape.of(action.answerType()));
        // Not part of the records: the envelope adds it to every answer.
        response.addObject()
                .put("name", "RequestId")
                .put("type", "string")
                .put("required", true)
                .put("meaning", "The call's own id, as in the server's log and audit trail.");
        node.set("response", response);
        texts(
                node.putArray("errors"),
                action.errors().listed().stream().map(ApiError::code).toList());
        return node;
    }

    private static String status(ActionDescription<?, ?> action) {
        if (!(action instanceof Action<?, ?>)) {
            return "not yet";
        }
        return action.gaps().isEmpty() ? "works" : "partial";
    }

    private ArrayNode fields(RecordShape<?> shape) {
        ArrayNode fields = JSON.arrayNode();
        for (RecordShape.Field field : shape.fields()) {
            ObjectNode node = fields.addObject();
            node.put("name", field.name());
            node.put("type", typeName(field.type()));
            node.put("required", field.required());
            if (!field.meaning().isEmpty()) {
                node.put("meaning", field.meaning());
            }
            addBounds(node, field.bounds());
        }
        return fields;
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

    private String typeName(FieldType type) {
        return switch (type) {
            case FieldType.Scalar scalar ->
                switch (scalar) {
                    case TEXT, STREAMED_TEXT -> "string";
                    case SIGNED_INTEGER -> "int64";
                    case UNSIGNED_INTEGER -> "uint64";
                    case DECIMAL -> "float";
                    case FLAG -> "bool";
                };
            case FieldType.ListOf list -> "list of " + typeName(list.element());
            case FieldType.Nested nested -> nestedName(nested.shape());
        };
    }

    private String nestedName(RecordShape<?> shape) {
        String name = shape.type().getSimpleName();
        if (types.put(name, shape) == null) {
            // Whatever it holds has a name too.
            shape.fields().forEach(field -> typeName(field.type()));
        }
        return name;
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
