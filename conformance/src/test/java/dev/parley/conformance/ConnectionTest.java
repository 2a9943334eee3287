package dev.parley.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several calls on a connection, and connections that break; afterwards the server answers as before. */
@ExtendWith(Stage.class)
final class ConnectionTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final int KILOBYTE = 1024;
    /** How far sizes are from the limit on either side: less than any client's headers. */
    private static final int STEP = 64;

    private final Endpoint endpoint;
    private final UsageParameters usage;

    ConnectionTest(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.usage = UsageParameters.ofTwoDays(endpoint);
    }

    @AfterEach
    void theServerStillAnswers() {
        ask(() -> call().signed()).mustBeUsage();
    }

    @Test
    void aConnectionServesManyCallsOfEveryKind() {
        try (RawConnection connection = RawConnection.open(endpoint)) {
            for (int round = 0; round < 3; round++) {
                connection.exchange(() -> call().signed()).mustBeUsage();
                connection.exchange(() -> older().signed()).mustBeUsage();
                connection
                        .exchange(() -> call().signingHost("wrong").signed())
                        .mustFailWith("AuthFailure.SignatureFailure");
                connection.exchange(() -> call().signed().withMethod("OPTIONS")).mustFailWith("UnsupportedProtocol");
            }
        }
    }

    @Test
    void requestsInARowAreAnsweredInTheirOrder() {
        List<String> traces = List.of("first", "second", "third", "fourth", "fifth", "sixth");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Clocks.awaitNextSecond();
        traces.forEach(trace ->
                all.writeBytes(call().with("X-TC-TraceId", trace).signed().bytes()));
        try (RawConnection connection = RawConnection.open(endpoint)) {
            connection.send(all.toByteArray());
            for (String trace : traces) {
                RawAnswer answer = connection.receive();
                answer.mustBeUsage();
                assertThat(answer.header("X-TC-TraceId")).containsExactly(trace);
            }
        }
    }

    @Test
    void aBodyMayComeInChunksAndSlowly() {
        RawRequest whole = call().region(CallRegions.FOR_SINGLE_CALLS).signed();
        RawRequest chunked = whole.without("Content-Length").with("Transfer-Encoding", "chunked");
        try (RawConnection connection = RawConnection.open(endpoint)) {
            connection.send(chunked.withBody(new byte[0]).bytes());
            int half = whole.body().length / 2;
            connection.send(chunk(Arrays.copyOf(whole.body(), half)));
            connection.send(chunk(Arrays.copyOfRange(whole.body(), half, whole.body().length)));
            connection.send(chunk(new byte[0]));
            connection.receive().mustBeUsage();
        }
    }

    private static byte[] chunk(byte[] content) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(ISO_8859_1));
        chunk.writeBytes(content);
        chunk.writeBytes("\r\n".getBytes(ISO_8859_1));
        return chunk.toByteArray();
    }

    @Test
    void aBodyThatIsCutOffIsNoCall() {
        RawRequest whole = call().signed();
        mustNotSucceed(whole.withBody(Arrays.copyOf(whole.body(), 10)).bytes());
        RawRequest form = older().signed();
        mustNotSucceed(form.withBody(Arrays.copyOf(form.body(), form.body().length - 1))
                .bytes());
        mustNotSucceed(Arrays.copyOf(whole.bytes(), 40));
    }

    @Test
    void bytesThatAreNoHttpAreNoCall() {
        byte[] noise = new byte[4 * KILOBYTE];
        new Random(20_261_123).nextBytes(noise);
        mustNotSucceed(noise);
        mustNotSucceed(new byte[] {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3});
        mustNotSucceed("\r\n\r\n\0\0\0\r\n\r\n".getBytes(ISO_8859_1));
        mustNotSucceed("POST / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
        mustNotSucceed("POST / HTTP/9.9\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
        mustNotSucceed(
                call().signed().changing("Content-Length", length -> "-1").bytes());
        mustNotSucceed(call().signed().with("Content-Length", "3").bytes());
    }

    /** Sent bytes are answered by a refusal, by a status that says no call was processed, or by the end. */
    private void mustNotSucceed(byte[] bytes) {
        try (RawConnection connection = RawConnection.open(endpoint)) {
            connection.send(bytes);
            connection.endOutput();
            RawAnswer answer = connection.receive();
            if (answer.status() == 200) {
                assertThat(answer.code()).as("%s", answer).isNotEmpty();
            } else {
                assertThat(answer.status()).as("%s", answer).isBetween(400, 599);
            }
        } catch (UncheckedIOException ended) {
            // The end of the connection is an answer too.
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aJsonBodyMayHaveTenMegabytes(int over) {
        byte[] json = usage.json().getBytes(UTF_8);
        byte[] padded = new byte[10 * MEGABYTE + over];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(json, 0, padded, 0, json.length);
        String text = new String(padded, UTF_8);
        mustBeWithin(over <= 0, () -> Tc3Call.post(endpoint, UsageParameters.ACTION, text)
                .signed());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aFormMayHaveOneMegabyte(int over) {
        mustBeWithin(over <= 0, () -> padded(MEGABYTE + over));
    }

    /** Signatures differ in length once they are escaped, so it takes a few nonces to hit a size. */
    private RawRequest padded(int size) {
        int empty = padded("10000", "").body().length;
        String filler = "x".repeat(size - empty);
        return IntStream.range(10_001, 11_000)
                .mapToObj(nonce -> padded(Integer.toString(nonce), filler))
                .filter(request -> request.body().length == size)
                .findFirst()
                .orElseThrow();
    }

    private RawRequest padded(String nonce, String filler) {
        return older().parameter("Region", "ap-tokyo")
                .parameter("Nonce", nonce)
                .parameter("RequestClient", filler)
                .signed();
    }

    @ParameterizedTest
    @ValueSource(ints = {-STEP, STEP})
    void aGetMayHaveThirtyTwoKilobytesWithItsHeaders(int over) {
        int size = 32 * KILOBYTE + over;
        mustBeWithin(over <= 0, () -> {
            int empty = current("").bytes().length;
            return current("x".repeat(size - empty));
        });
        mustBeWithin(over <= 0, () -> {
            int empty = HmacCall.get(endpoint, UsageParameters.ACTION, usage.flat())
                    .parameter("RequestClient", "")
                    .signed()
                    .bytes()
                    .length;
            return HmacCall.get(endpoint, UsageParameters.ACTION, usage.flat())
                    .parameter("RequestClient", "x".repeat(size - empty))
                    .signed();
        });
    }

    private RawRequest current(String filler) {
        String query = "SdkAppId=" + usage.sdkAppId() + "&StartTime=" + usage.first() + "&EndTime=" + usage.last();
        return Tc3Call.get(endpoint, UsageParameters.ACTION, query)
                .region("ap-tokyo")
                .with("X-TC-RequestClient", filler)
                .signed();
    }

    private void mustBeWithin(boolean allowed, Supplier<RawRequest> request) {
        RawAnswer answer = ask(request);
        if (allowed) {
            answer.mustBeUsage();
        } else {
            answer.mustFailWith("RequestSizeLimitExceeded");
        }
    }

    private Tc3Call call() {
        return Tc3Call.post(endpoint, UsageParameters.ACTION, usage.json());
    }

    private HmacCall older() {
        return HmacCall.post(endpoint, UsageParameters.ACTION, usage.flat());
    }

    private RawAnswer ask(Supplier<RawRequest> request) {
        return RawConnection.ask(endpoint, request);
    }
}
