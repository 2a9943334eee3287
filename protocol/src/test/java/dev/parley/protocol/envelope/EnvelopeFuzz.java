package dev.parley.protocol.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.errors.Language;
import dev.parley.protocol.shape.StreamedText;
import dev.parley.protocol.shape.Unsigned;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any text and number in an answer comes back equal through a JSON parser; also text that is streamed in pieces. */
class EnvelopeFuzz {

    record Answer(
            String text,
            List<String> texts,
            StreamedText streamed,
            long signed,
            @Unsigned long unsigned,
            @Unsigned List<Long> many,
            BigDecimal decimal) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @FuzzTest
    void writesAnyAnswer(byte[] bytes) throws IOException {
        String text = units(bytes);
        long number = bytes.length < 8 ? bytes.length : ByteBuffer.wrap(bytes).getLong();
        BigDecimal decimal = BigDecimal.valueOf(number, bytes.length % 40 - 20);
        Answer answer =
                new Answer(text, List.of(text, ""), out -> pieces(text, out), number, number, List.of(number), decimal);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Envelope.success(out, answer, text);

        JsonNode response = JSON.readTree(out.toByteArray()).get("Response");
        assertThat(response.get("Text").stringValue()).isEqualTo(text);
        assertThat(response.get("Texts").get(0).stringValue()).isEqualTo(text);
        assertThat(response.get("Streamed").stringValue()).isEqualTo(text);
        assertThat(response.get("RequestId").stringValue()).isEqualTo(text);
        assertThat(response.get("Signed").bigIntegerValue()).isEqualTo(BigInteger.valueOf(number));
        BigInteger unsigned = new BigInteger(Long.toUnsignedString(number));
        assertThat(response.get("Unsigned").bigIntegerValue()).isEqualTo(unsigned);
        assertThat(response.get("Many").get(0).bigIntegerValue()).isEqualTo(unsigned);
        assertThat(response.get("Decimal").decimalValue()).isEqualByComparingTo(decimal);
    }

    @FuzzTest
    void writesAnyFailure(byte[] bytes) throws IOException {
        String text = units(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Envelope.failure(out, new ApiException(ApiError.INVALID_PARAMETER, text), Language.EN_US, text);

        JsonNode response = JSON.readTree(out.toByteArray()).get("Response");
        assertThat(response.get("Error").get("Code").stringValue()).isEqualTo("InvalidParameter");
        assertThat(response.get("Error").get("Message").stringValue()).isEqualTo(text);
        assertThat(response.get("RequestId").stringValue()).isEqualTo(text);
    }

    /** Two bytes a letter, halves of pairs included. */
    private static String units(byte[] bytes) {
        return ByteBuffer.wrap(bytes).asCharBuffer().toString();
    }

    /** In pieces of 1, 2, 3... letters, by each method an Appendable has. */
    private static void pieces(String text, Appendable out) throws IOException {
        int start = 0;
        for (int size = 1; start < text.length(); size++) {
            int end = Math.min(text.length(), start + size);
            if (size == 1) {
                out.append(text.charAt(start));
            } else if (size % 2 == 0) {
                out.append(text, start, end);
            } else {
                out.append(text.substring(start, end));
            }
            start = end;
        }
    }
}
