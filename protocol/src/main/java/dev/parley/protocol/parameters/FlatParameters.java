package dev.parley.protocol.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Reads flattened parameters, {@code UserIds.0=a&UserIds.1=b} (spec/01 §5). */
public final class FlatParameters {

    /** Far above what any action takes; the reason is the same as that of {@link JsonParameters#MAX_VALUES}. */
    static final int MAX_PARAMETERS = 4096;

    private static final int MAX_DEPTH = 32;

    private FlatParameters() {}

    /**
     * Splits and decodes a query or form body.
     *
     * @return values by full name, in the order received
     * @throws ApiException with {@code InvalidParameter} when a name is given twice or something is not percent-encoded
     *     UTF-8
     */
    public static SequencedMap<String, String> decode(String text) {
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decodePart(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decodePart(pair.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw invalid("Parameter `" + name + "` is given twice.");
            }
            if (parameters.size() > MAX_PARAMETERS) {
                throw invalid("The request has more than " + MAX_PARAMETERS + " parameters.");
            }
        }
        return parameters;
    }

    /**
     * Builds the tree that the names spell; indexes may come in any order.
     *
     * @throws ApiException with {@code InvalidParameter} when the indexes of a list have a gap or names contradict each
     *     other
     */
    public static ParameterValue.Members tree(Map<String, String> parameters) {
        Branch root = new Branch("");
        parameters.forEach(root::add);
        SequencedMap<String, ParameterValue> members = new LinkedHashMap<>();
        root.children.forEach((name, child) -> members.put(name, child.value()));
        return new ParameterValue.Members(members);
    }

    private static String decodePart(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length());
        byte[] encoded = text.getBytes(UTF_8);
        for (int index = 0; index < encoded.length; index++) {
            if (encoded[index] == '+') {
                decoded.write(' ');
            } else if (encoded[index] == '%') {
                decoded.write(hexByte(encoded, index + 1, text));
                index += 2;
            } else {
                decoded.write(encoded[index]);
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("`" + text + "` is not percent-encoded UTF-8.");
        }
    }

    private static int hexByte(byte[] encoded, int start, String text) {
        boolean complete = start + 1 < encoded.length
                && HexFormat.isHexDigit(encoded[start])
                && HexFormat.isHexDigit(encoded[start + 1]);
        if (!complete) {
            throw invalid("`" + text + "` is not percent-encoded UTF-8.");
        }
        return HexFormat.fromHexDigit(encoded[start]) * 16 + HexFormat.fromHexDigit(encoded[start + 1]);
    }

    private static ApiException invalid(String message) {
        return new ApiException(ApiError.INVALID_PARAMETER, message);
    }

    /** A name with others below it, or with a value. */
    private static final class Branch {

        private final String path;
        private final SequencedMap<String, Branch> children = new LinkedHashMap<>();
        private final List<String> texts = new ArrayList<>(1);

        private Branch(String path) {
            this.path = path;
        }

        private void add(String name, String text) {
            String[] segments = name.split("\\.", MAX_DEPTH + 1);
            if (segments.length > MAX_DEPTH) {
                throw invalid("Parameter `" + name + "` is nested too deeply.");
            }
            Branch branch = this;
            for (String segment : segments) {
                String child = branch.path.isEmpty() ? segment : branch.path + "." + segment;
                branch = branch.children.computeIfAbsent(segment, _ -> new Branch(child));
            }
            branch.texts.add(text);
        }

        private ParameterValue value() {
            if (children.isEmpty()) {
                return new ParameterValue.Untyped(texts.getFirst());
            }
            if (!texts.isEmpty()) {
                throw invalid("Parameter `" + path + "` has a value and parts.");
            }
            boolean isList = children.keySet().stream().allMatch(segment -> segment.matches("[0-9]{1,9}"));
            return isList ? items() : members();
        }

        private ParameterValue.Items items() {
            TreeMap<Integer, Branch> sorted = new TreeMap<>();
            children.forEach((index, child) -> sorted.put(Integer.parseInt(index), child));
            if (sorted.size() != children.size() || sorted.lastKey() != sorted.size() - 1) {
                throw invalid("The indexes of parameter `" + path + "` must run from 0 without a gap.");
            }
            return new ParameterValue.Items(
                    sorted.values().stream().map(Branch::value).toList());
        }

        private ParameterValue.Members members() {
            SequencedMap<String, ParameterValue> members = new LinkedHashMap<>();
            children.forEach((name, child) -> members.put(name, child.value()));
            return new ParameterValue.Members(members);
        }
    }
}
