package dev.parley.protocol.envelope;

import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.errors.Language;
import dev.parley.protocol.shape.FieldType;
import dev.parley.protocol.shape.RecordShape;
import dev.parley.protocol.shape.StreamedText;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes answers as JSON in UTF-8 (spec/01 §7). When a method throws, what it has written so far is not a whole JSON
 * document, and stays so.
 */
public final class Envelope {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** Bounded by the number of answer types in the program. */
    private static final Map<Class<?>, RecordShape<?>> SHAPES = new ConcurrentHashMap<>();

    private Envelope() {}

    /**
     * Writes a success. Optional members that are absent are written as null: nothing an action documents is left out.
     *
     * @param answer has no component named {@code Error} or {@code RequestId}
     * @throws IOException when {@code out} does
     * @throws RuntimeException what a {@link StreamedText} in the answer throws
     */
    public static void success(OutputStream out, Record answer, String requestId) throws IOException {
        JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out);
        json.writeStartObject();
        json.writeName("Response");
        json.writeStartObject();
        writeMembers(json, answer);
        json.writeStringProperty("RequestId", requestId);
        json.writeEndObject();
        json.writeEndObject();
        json.close();
    }

    /** Writes a failure: {@code Error} with code and message, nothing else but the request id. */
    public static void failure(OutputStream out, ApiException failure, Language language, String requestId)
            throws IOException {
        JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out);
        json.writeStartObject();
        json.writeName("Response");
        json.writeStartObject();
        json.writeName("Error");
        json.writeStartObject();
        json.writeStringProperty("Code", failure.error().code());
        json.writeStringProperty("Message", failure.text(language));
        json.writeEndObject();
        json.writeStringProperty("RequestId", requestId);
        json.writeEndObject();
        json.writeEndObject();
        json.close();
    }

    private static void writeMembers(JsonGenerator json, Record owner) throws IOException {
        for (RecordShape.Field field : shape(owner.getClass()).fields()) {
            json.writeName(field.name());
            write(json, field.type(), field.of(owner));
        }
    }

    private static RecordShape<?> shape(Class<? extends Record> type) {
        return SHAPES.computeIfAbsent(type, _ -> RecordShape.of(type));
    }

    private static void write(JsonGenerator json, FieldType type, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Long number
            when type == FieldType.Scalar.UNSIGNED_INTEGER ->
                json.writeNumber(new BigInteger(Long.toUnsignedString(number)));
            case Long number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case BigDecimal decimal -> json.writeNumber(withoutTrailingZeros(decimal));
            case StreamedText text -> writeStreamed(json, text);
            case Record nested -> {
                json.writeStartObject();
                writeMembers(json, nested);
                json.writeEndObject();
            }
            case List<?> items
            when type instanceof FieldType.ListOf(FieldType element) -> {
                json.writeStartArray();
                for (Object item : items) {
                    write(json, element, item);
                }
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException(value.getClass() + " has no wire form");
        }
    }

    /** Clients in C++ demand integers without a point (spec/21 §4). */
    private static BigDecimal withoutTrailingZeros(BigDecimal decimal) {
        BigDecimal stripped = decimal.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static void writeStreamed(JsonGenerator json, StreamedText text) throws IOException {
        json.writeRawValue("\"");
        EscapedText escaped = new EscapedText(json);
        text.writeTo(escaped);
        escaped.finish();
        json.writeRaw('"');
    }
}
