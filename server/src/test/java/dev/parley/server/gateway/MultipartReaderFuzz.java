package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Any multipart body, its Content-Type in the first line: refused with a code, or texts that come again as written. */
class MultipartReaderFuzz {

    private static final String BOUNDARY = "boundary-of-the-second-round";

    @FuzzTest
    @DictionaryEntries({
        "multipart/form-data; boundary=AbC",
        "--AbC",
        "--AbC--",
        "Content-Disposition: form-data; name=\"a\"",
        "; filename=\"f\"",
        "; filename*=UTF-8''x",
        "Content-Transfer-Encoding: base64",
        "Content-Type: text/plain; charset=utf-16",
        "_charset_"
    })
    void readsAnyBody(byte[] bytes) {
        int end = firstLine(bytes);
        String contentType = new String(bytes, 0, end, ISO_8859_1);
        byte[] body = Arrays.copyOfRange(bytes, Math.min(bytes.length, end + 1), bytes.length);
        SequencedMap<String, String> texts;
        try {
            texts = MultipartReader.read(contentType, body);
        } catch (ApiException refused) {
            assertThat(refused.error()).isIn(ApiError.INVALID_REQUEST, ApiError.INVALID_PARAMETER);
            return;
        }
        SequencedMap<String, String> plain = new LinkedHashMap<>(texts);
        plain.keySet().removeIf(name -> !name.matches("[A-Za-z0-9.]+"));
        if (!plain.isEmpty() && !texts.toString().contains(BOUNDARY)) {
            assertThat(MultipartReader.read("multipart/form-data; boundary=" + BOUNDARY, written(plain)))
                    .isEqualTo(plain);
        }
    }

    private static int firstLine(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static byte[] written(Map<String, String> texts) {
        StringBuilder body = new StringBuilder();
        texts.forEach((name, text) -> body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(text)
                .append("\r\n"));
        return body.append("--" + BOUNDARY + "--\r\n").toString().getBytes(UTF_8);
    }
}
