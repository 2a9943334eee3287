package dev.parley.protocol.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.errors.Language;
import dev.parley.protocol.shape.StreamedText;
import dev.parley.protocol.shape.Unsigned;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EnvelopeTest {

    record Row(String timeKey, List<BigDecimal> usageValue) {}

    record Answer(
            String name, long count, boolean open, @Nullable String note, List<Row> rows) {}

    record Streamed(StreamedText data) {}

    record Unsigneds(@Unsigned long one, @Unsigned List<Long> many) {}

    @Test
    void writesASuccess() throws IOException {
        List<BigDecimal> values = List.of(
                new BigDecimal("10.110"), new BigDecimal("4.50"), new BigDecimal("0.00"), BigDecimal.valueOf(1000));

        assertThat(success(new Answer("a\"b", 5, true, null, List.of(new Row("k", values)))))
                .isEqualTo("{\"Response\":{\"Name\":\"a\\\"b\",\"Count\":5,\"Open\":true,\"Note\":null,"
                        + "\"Rows\":[{\"TimeKey\":\"k\",\"UsageValue\":[10.11,4.5,0,1000]}],\"RequestId\":\"id\"}}");
    }

    @Test
    void writesUnsignedNumbersWithoutASign() throws IOException {
        assertThat(success(new Unsigneds(-1L, List.of(-1L, 1L))))
                .isEqualTo("{\"Response\":{\"One\":18446744073709551615,\"Many\":[18446744073709551615,1],"
                        + "\"RequestId\":\"id\"}}");
    }

    @Test
    void writesAFailureWithNothingElse() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Envelope.failure(out, new ApiException(ApiError.AUTH_FAILURE_SIGNATURE_FAILURE, "No."), Language.EN_US, "id");

        assertThat(out.toString(UTF_8))
                .isEqualTo("{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.SignatureFailure\",\"Message\":\"No.\"},"
                        + "\"RequestId\":\"id\"}}");
    }

    @Test
    void escapesStreamedText() throws IOException {
        String text = "RoomId,Audio\n\"a,\\\"\r\t\u0001é用😀";

        assertThat(success(new Streamed(out -> out.append(text))))
                .startsWith(
                        "{\"Response\":{\"Data\":\"RoomId,Audio\\n\\\"a,\\\\\\\"\\r\\u0009\\u0001é用\\ud83d\\ude00\",");
    }

    @Test
    void keepsStreamedTextWholeAcrossChunks() throws IOException {
        String text = "room-😀,\"1\"\n".repeat(20_000);

        String written = success(new Streamed(out -> out.append(text)));

        assertThat(new JsonMapper().readTree(written).at("/Response/Data").stringValue())
                .isEqualTo(text);
    }

    @Test
    void doesNotPretendToBeWholeWhenTheTextFails() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Streamed answer = new Streamed(text -> {
            text.append("x".repeat(100_000));
            throw new IllegalStateException("storage");
        });

        assertThatThrownBy(() -> Envelope.success(out, answer, "id"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("storage");
        assertThat(out.toString(UTF_8)).doesNotContain("}").doesNotContain("RequestId");
    }

    private static String success(Record answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Envelope.success(out, answer, "id");
        return out.toString(UTF_8);
    }
}
