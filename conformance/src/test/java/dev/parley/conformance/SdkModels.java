package dev.parley.conformance;

import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.trtc.v20190722.models.RemoveUserRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The model classes of an official SDK: fields and their types by the name of the class. SDKs know fewer types than the
 * official description, so types are compared by what they have in common.
 *
 * @param shapes by class name; types are {@code integer}, {@code number} (which may be an integer), {@code float},
 *     {@code bool}, {@code string}, the name of a class, or {@code list of} one of these
 */
record SdkModels(String name, Map<String, Map<String, String>> shapes) {

    private static final String LIST = "list of ";

    /** The Java SDK's classes of the given names, as far as there are any. */
    static SdkModels ofJava(Set<String> names) {
        Map<String, Map<String, String>> shapes = new TreeMap<>();
        for (String name : names) {
            try {
                shapes.put(name, fields(Class.forName(RemoveUserRequest.class.getPackageName() + "." + name)));
            } catch (ClassNotFoundException newerThanThisEdition) {
                // The newest edition there is lacks some actions (spec/07 §3).
                shapes.remove(name);
            }
        }
        return new SdkModels("Java", shapes);
    }

    private static Map<String, String> fields(Class<?> model) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Field field : model.getDeclaredFields()) {
            SerializedName name = field.getAnnotation(SerializedName.class);
            if (name != null) {
                fields.put(name.value(), javaType(field.getType()));
            }
        }
        return fields;
    }

    private static String javaType(Class<?> type) {
        if (type.isArray()) {
            return LIST + javaType(type.getComponentType());
        }
        return switch (type.getSimpleName()) {
            case "Long" -> "integer";
            case "Float", "Double" -> "float";
            case "Boolean" -> "bool";
            case "String" -> "string";
            default -> type.getSimpleName();
        };
    }

    /** The international Node SDK's classes. */
    static SdkModels ofNode() {
        Map<String, Map<String, String>> shapes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> model : nodeModels().properties()) {
            Map<String, String> fields = new LinkedHashMap<>();
            model.getValue()
                    .properties()
                    .forEach(field ->
                            fields.put(field.getKey(), nodeType(field.getValue().asString())));
            shapes.put(model.getKey(), fields);
        }
        return new SdkModels("Node", shapes);
    }

    private static JsonNode nodeModels() {
        try {
            Process process = NodeFolder.script("models.mjs")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return JsonMapper.shared().readTree(output);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run models.mjs", failure);
        }
    }

    private static String nodeType(String type) {
        if (type.startsWith("Array.<")) {
            return LIST + nodeType(type.substring("Array.<".length(), type.length() - 1));
        }
        return type.equals("boolean") ? "bool" : type;
    }

    /** What this SDK sends or reads and the catalogue has not, or has otherwise; one line each. */
    List<String> missingFrom(Catalogue catalogue) {
        List<String> missing = new ArrayList<>();
        for (String name : catalogue.reachable()) {
            Map<String, String> fields = shapes.getOrDefault(name, Map.of());
            fields.forEach((field, type) -> {
                Catalogue.Field described = catalogue.shape(name).get(field);
                if (described == null) {
                    missing.add(this.name + " knows " + name + "." + field);
                } else if (!isAlike(type, described.type())) {
                    missing.add(this.name + " has " + type + " for " + name + "." + field + ", not " + described);
                }
            });
        }
        return missing;
    }

    private static boolean isAlike(String sdk, String described) {
        if (sdk.startsWith(LIST) || described.startsWith(LIST)) {
            return sdk.startsWith(LIST)
                    && described.startsWith(LIST)
                    && isAlike(sdk.substring(LIST.length()), described.substring(LIST.length()));
        }
        return switch (described) {
            case "int64", "uint64" -> sdk.equals("integer") || sdk.equals("number");
            case "float" -> sdk.equals("float") || sdk.equals("number");
            default -> sdk.equals(described);
        };
    }

    boolean knows(String shape, String field) {
        return shapes.getOrDefault(shape, Map.of()).containsKey(field);
    }
}
