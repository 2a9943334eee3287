package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.errors.Language;
import dev.parley.server.config.ApiSettings;
import dev.parley.server.operations.CallRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Any request, as it looks on the wire: refused with a code, or a whole call; and a call that is believed is no longer
 * once its signed content is changed.
 */
class CallReaderFuzz {

    private static final String ADDRESS = "192.0.2.1";

    @FuzzTest
    @DictionaryEntries({
        "GET /?",
        "POST / HTTP/1.1",
        "Content-Type: application/json",
        "X-TC-Action: RemoveUser",
        "Content-Type: application/x-www-form-urlencoded",
        "X-TC-Timestamp: 1704067200",
        "&Signature=",
        "Content-Type: multipart/form-data; boundary=AbC",
        "X-TC-Region: null",
        "X-TC-Language: zh-CN",
        "&Nonce=11886",
        "&Timestamp=1704067200",
        "&SecretId=",
        "&Action=RemoveUser",
        "&Version=2019-07-22",
        "&Region=ap-guangzhou",
        "&Token=",
        "X-TC-Token: "
    })
    void readsAnyRequest(byte[] bytes) {
        ApiRequest request = request(bytes);
        CallTrace trace = new CallTrace("id", Instant.EPOCH, Language.EN_US);
        try {
            ReadCall call = CallReader.read(request, trace);
            CallRecord record = trace.record("", Instant.EPOCH);
            assertThat(call.action()).isNotEmpty().startsWith(record.action());
            assertThat(call.version()).isNotEmpty();
            assertThat(call.region()).isNotIn("", "null");
            assertThat(call.timestamp()).isBetween(0L, 999_999_999_999L);
            assertThat(call.credentials().secretId()).startsWith(String.valueOf(record.secretId()));
            believesNoOtherContent(request, call);
        } catch (ApiException refused) {
            assertThat(refused.text(Language.EN_US)).isNotBlank();
        }
    }

    private static void believesNoOtherContent(ApiRequest request, ReadCall call) {
        Instant now = Instant.ofEpochSecond(call.timestamp());
        ApiSettings.Signature rules = ApiSettings.defaults().signature();
        new Authenticator(new OneKey()).authenticate(request, call, ADDRESS, now, rules);
        boolean isPayloadSigned = request.header("X-TC-Content-SHA256") == null;
        if (call.credentials() instanceof ReadCall.Credentials.Current && isPayloadSigned) {
            boolean isBelieved;
            try {
                new Authenticator(new OneKey()).authenticate(altered(request), call, ADDRESS, now, rules);
                isBelieved = true;
            } catch (ApiException refused) {
                isBelieved = false;
            }
            assertThat(isBelieved).isFalse();
        }
    }

    /** The payload of a POST, the query of a GET: one letter more. */
    private static ApiRequest altered(ApiRequest request) {
        byte[] longer = Arrays.copyOf(request.body(), request.body().length + 1);
        return new ApiRequest(request.method(), request.rawPath(), request.rawQuery() + "&", request.headers(), longer);
    }

    /** A line with method and target, lines of headers, an empty line and the body; what is missing is empty. */
    private static ApiRequest request(byte[] bytes) {
        int headEnd = endOfHead(bytes);
        String[] lines = new String(bytes, 0, headEnd, UTF_8).split("\r?\n");
        String[] start = (lines.length == 0 ? "" : lines[0]).split(" ");
        String[] target = (start.length < 2 ? "/" : start[1]).split("\\?", 2);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int index = 1; index < lines.length; index++) {
            String[] header = lines[index].split(":", 2);
            headers.putIfAbsent(header[0], header.length == 1 ? "" : header[1].strip());
        }
        return new ApiRequest(
                start.length > 0 && start[0].equals("GET") ? "GET" : "POST",
                target[0],
                target.length == 1 ? "" : target[1],
                headers,
                Arrays.copyOfRange(bytes, Math.min(bytes.length, headEnd + 1), bytes.length));
    }

    /** Where the line feed of the empty line stands. */
    private static int endOfHead(byte[] bytes) {
        boolean lineIsEmpty = false;
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] == '\n' && lineIsEmpty) {
                return index;
            }
            lineIsEmpty = bytes[index] == '\n' || (lineIsEmpty && bytes[index] == '\r');
        }
        return bytes.length;
    }
}
