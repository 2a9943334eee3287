package dev.parley.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a description says of the 26 actions: the fields of each shape by its name, where a shape is the request of an
 * action ({@code RemoveUserRequest}), its answer ({@code RemoveUserResponse}) or a data type ({@code McuLayout}).
 */
record Catalogue(Map<String, Map<String, Field>> shapes) {

    private static final String REQUEST = "Request";
    private static final String RESPONSE = "Response";

    /** In every answer, so descriptions may leave it out. */
    private static final String REQUEST_ID = "RequestId";

    /** @param type as the official description writes it, such as {@code list of string} */
    record Field(String type, boolean required) {

        /** The type without {@code list of}. */
        String item() {
            return type.startsWith("list of ") ? type.substring("list of ".length()) : type;
        }
    }

    /** The facts of both editions, taken from the official machine-readable descriptions on 2026-11-22. */
    static Catalogue ofFacts() {
        JsonNode facts = facts();
        Map<String, Map<String, Field>> shapes = new TreeMap<>();
        facts.required("actions").properties().forEach(action -> {
            shapes.put(action.getKey() + REQUEST, fields(action.getValue().required("request")));
            shapes.put(action.getKey() + RESPONSE, fields(action.getValue().required("response")));
        });
        facts.required("types").properties().forEach(type -> shapes.put(type.getKey(), fields(type.getValue())));
        return new Catalogue(shapes);
    }

    /** Fields, as {@code RemoveUserRequest.RoomId}, that only the mainland edition has. */
    static Set<String> ofMainlandAlone() {
        Set<String> names = new TreeSet<>();
        JsonNode facts = facts();
        facts.required("actions").properties().forEach(action -> {
            addMainland(names, action.getKey() + REQUEST, action.getValue().required("request"));
            addMainland(names, action.getKey() + RESPONSE, action.getValue().required("response"));
        });
        facts.required("types").properties().forEach(type -> addMainland(names, type.getKey(), type.getValue()));
        return names;
    }

    private static void addMainland(Set<String> names, String shape, JsonNode fields) {
        fields.properties().stream()
                .filter(field -> field.getValue().path("only").asString("").equals("mainland"))
                .forEach(field -> names.add(shape + "." + field.getKey()));
    }

    private static JsonNode facts() {
        try (InputStream in = Catalogue.class.getResourceAsStream("actions.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in, "actions.json"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, Field> fields(JsonNode described) {
        Map<String, Field> fields = new LinkedHashMap<>();
        described.properties().forEach(field -> fields.put(field.getKey(), field(field.getValue())));
        return fields;
    }

    private static Field field(JsonNode described) {
        return new Field(
                described.required("type").asString(),
                described.path("required").asBoolean(false));
    }

    /** Reads what a server describes under {@code /api/actions.json}. */
    static Catalogue ofServer(JsonNode described) {
        Map<String, Map<String, Field>> shapes = new TreeMap<>();
        for (JsonNode action : described.required("actions")) {
            String name = action.required("name").asString();
            shapes.put(name + REQUEST, listed(action.required("request")));
            shapes.put(name + RESPONSE, listed(action.required("response")));
        }
        for (JsonNode type : described.required("types")) {
            shapes.put(type.required("name").asString(), listed(type.required("fields")));
        }
        return new Catalogue(shapes);
    }

    private static Map<String, Field> listed(JsonNode described) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (JsonNode field : described) {
            fields.put(field.required("name").asString(), field(field));
        }
        return fields;
    }

    /** This catalogue as a server describes it. */
    JsonNode asServed() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ArrayNode actions = root.putArray("actions");
        for (String action : actions()) {
            ObjectNode described = actions.addObject().put("name", action);
            addFields(described.putArray("request"), shape(action + REQUEST));
            addFields(described.putArray("response"), shape(action + RESPONSE));
        }
        ArrayNode types = root.putArray("types");
        Set<String> named = reachable();
        shapes.forEach((name, fields) -> {
            if (named.contains(name) && !isOfAction(name)) {
                addFields(types.addObject().put("name", name).putArray("fields"), fields);
            }
        });
        return root;
    }

    private static void addFields(ArrayNode list, Map<String, Field> fields) {
        fields.forEach((name, field) -> {
            ObjectNode described = list.addObject().put("name", name).put("type", field.type());
            if (field.required()) {
                described.put("required", true);
            }
        });
    }

    /** The names of the actions. */
    Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        for (String name : shapes.keySet()) {
            if (name.endsWith(REQUEST)) {
                actions.add(name.substring(0, name.length() - REQUEST.length()));
            }
        }
        return actions;
    }

    Map<String, Field> shape(String name) {
        return shapes.getOrDefault(name, Map.of());
    }

    private boolean isOfAction(String name) {
        return name.endsWith(REQUEST) || name.endsWith(RESPONSE);
    }

    /** The shapes of actions and the types that they use, directly or not. */
    Set<String> reachable() {
        return reachableFrom(this::isOfAction);
    }

    /** What callers send: requests and the types in them. */
    private Set<String> sent() {
        return reachableFrom(name -> name.endsWith(REQUEST));
    }

    private Set<String> reachableFrom(Predicate<String> start) {
        Set<String> names = new LinkedHashSet<>();
        shapes.keySet().stream().filter(start).forEach(name -> reach(name, names));
        return names;
    }

    private void reach(String name, Set<String> names) {
        if (shapes.containsKey(name) && names.add(name)) {
            shape(name).values().forEach(field -> reach(field.item(), names));
        }
    }

    /** What differs between this, which counts, and another description, one line each. */
    List<String> differencesOf(Catalogue other) {
        List<String> differences = new ArrayList<>();
        Set<String> names = new TreeSet<>(reachable());
        names.addAll(other.reachable());
        Set<String> sent = sent();
        for (String name : names) {
            if (!other.shapes.containsKey(name) || !shapes.containsKey(name)) {
                differences.add(name + (shapes.containsKey(name) ? " is missing" : " should not be there"));
                continue;
            }
            Set<String> fields = new TreeSet<>(shape(name).keySet());
            fields.addAll(other.shape(name).keySet());
            fields.remove(REQUEST_ID);
            for (String field : fields) {
                Field expected = shape(name).get(field);
                Field found = other.shape(name).get(field);
                if (!isSame(sent.contains(name), expected, found)) {
                    differences.add(name + "." + field + " is " + found + ", should be " + expected);
                }
            }
        }
        return differences;
    }

    /** Only of what callers send does it matter whether it must be there. */
    private static boolean isSame(boolean sent, @Nullable Field expected, @Nullable Field found) {
        if (expected == null || found == null) {
            return false;
        }
        return expected.type().equals(found.type()) && (!sent || expected.required() == found.required());
    }
}
