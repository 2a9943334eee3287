package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.signing.Tc3Signature;
import dev.parley.server.access.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls of {@code DescribeTrtcUsage} over two dates, signed as an official SDK signs them. */
final class SignedCalls {

    static final int COUNT = 400;
    private static final String TYPE = "application/json; charset=utf-8";
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

    private final String host;
    private final ApiKey key;
    private final long sdkAppId;

    SignedCalls(String host, ApiKey key, long sdkAppId) {
        this.host = host;
        this.key = key;
        this.sdkAppId = sdkAppId;
    }

    private byte[] body(int index) {
        LocalDate date = FIRST.plusDays(index);
        return ("{\"StartTime\":\"" + date + "\",\"EndTime\":\"" + date.plusDays(1) + "\",\"SdkAppId\":" + sdkAppId
                        + "}")
                .getBytes(UTF_8);
    }

    private Map<String, String> headers(byte[] body, Instant now) {
        String authorization = Tc3Signature.authorize(key.secretId(), key.secretKey(), "127", host, TYPE, body, now);
        return Map.of(
                "Host",
                host,
                "Content-Type",
                TYPE,
                "Authorization",
                authorization,
                "X-TC-Action",
                "DescribeTrtcUsage",
                "X-TC-Version",
                "2019-07-22",
                "X-TC-Timestamp",
                Long.toString(now.getEpochSecond()),
                "X-TC-Region",
                "ap-guangzhou",
                "X-TC-RequestClient",
                "SDK_JAVA_3.1.682");
    }

    /** As the door's intake would have read them. */
    List<ApiRequest> requests(Instant now) {
        List<ApiRequest> requests = new ArrayList<>();
        for (int index = 0; index < COUNT; index++) {
            byte[] body = body(index);
            requests.add(new ApiRequest("POST", "/", "", headers(body, now), body));
        }
        return requests;
    }

    /** Writes a script for wrk that sends them in turn. */
    void write(Path script, Instant now) throws IOException {
        StringBuilder text = new StringBuilder("local calls = {}\n");
        for (ApiRequest request : requests(now)) {
            text.append("calls[#calls + 1] = wrk.format(\"POST\", \"/\", {");
            request.headers().forEach((name, value) -> text.append("[\"")
                    .append(name)
                    .append("\"]=\"")
                    .append(value)
                    .append("\","));
            text.append("}, '").append(new String(request.body(), UTF_8)).append("')\n");
        }
        text.append("""
                local turn = 0
                request = function()
                  turn = turn % #calls + 1
                  return calls[turn]
                end
                response = function(status, headers, body)
                  if status ~= 200 or body:find('"Error"', 1, true) then
                    io.stderr:write("refused: ", body:sub(1, 300), "\\n")
                    os.exit(1)
                  end
                end
                """);
        Files.writeString(script, text);
    }
}
