package dev.parley.protocol.parameters;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads a JSON body (spec/01 §2). A null counts as absent at every depth; integers keep all their digits. */
public final class JsonParameters {

    /** Real requests stay below a few thousand; more would let a small body fill the memory. */
    static final int MAX_VALUES = 100_000;

    private static final int MAX_DEPTH = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;
    private int values;

    private JsonParameters(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a body.
     *
     * @throws ApiException with {@code InvalidParameter} when it is not one JSON object, names a member twice, or is
     *     deeper or larger than any real request
     */
    public static ParameterValue.Members parse(byte[] body) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ApiException(ApiError.INVALID_PARAMETER, "The request body must be a JSON object.");
            }
            ParameterValue.Members members = new JsonParameters(parser).members();
            if (parser.nextToken() != null) {
                throw new ApiException(ApiError.INVALID_PARAMETER, "The request body must be one JSON object only.");
            }
            return members;
        } catch (JacksonException e) {
            throw new ApiException(ApiError.INVALID_PARAMETER, complaint(e));
        }
    }

    /** In our words: those of the library are for its users. */
    private static String complaint(JacksonException problem) {
        if (problem instanceof StreamConstraintsException) {
            return "The request body is nested too deeply, or a name or number in it is too long.";
        }
        TokenStreamLocation place = problem.getLocation();
        String where = " at line " + place.getLineNr() + ", column " + place.getColumnNr() + ".";
        return problem.getOriginalMessage().startsWith("Duplicate")
                ? "The request body names a member twice" + where
                : "The request body is not valid JSON" + where;
    }

    private ParameterValue.Members members() {
        SequencedMap<String, ParameterValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            ParameterValue value = value();
            if (value != null) {
                members.put(name, value);
            }
        }
        return new ParameterValue.Members(members);
    }

    private ParameterValue.Items items() {
        List<ParameterValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            ParameterValue value = value();
            if (value != null) {
                items.add(value);
            }
        }
        return new ParameterValue.Items(items);
    }

    private @Nullable ParameterValue value() {
        values++;
        if (values > MAX_VALUES) {
            throw new ApiException(
                    ApiError.INVALID_PARAMETER, "The request body has more than " + MAX_VALUES + " values.");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> members();
            case START_ARRAY -> items();
            case VALUE_STRING -> new ParameterValue.Text(parser.getString());
            case VALUE_NUMBER_INT -> new ParameterValue.Digits(parser.getString(), true);
            case VALUE_NUMBER_FLOAT -> new ParameterValue.Digits(parser.getString(), false);
            case VALUE_TRUE -> new ParameterValue.Flag(true);
            case VALUE_FALSE -> new ParameterValue.Flag(false);
            case VALUE_NULL -> null;
            default -> throw new IllegalStateException("no value starts with " + parser.currentToken());
        };
    }
}
