package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official Node packages, each in a process of its own and with its own default signature. */
enum NodeSdk implements OfficialSdk {
    /** {@code tencentcloud-sdk-nodejs-common}: TC3, signing the host without its port. */
    COMMON("describe-common.mjs"),
    /** {@code tencentcloud-sdk-nodejs-intl-en}: HmacSHA256 over a form body. */
    INTERNATIONAL("describe-intl.mjs");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String script;

    NodeSdk(String script) {
        this.script = script;
    }

    @Override
    public ApiOutcome describe(Endpoint endpoint, UsageQuery query) {
        return describe(endpoint, query, Map.of());
    }

    /** As {@link #describe(Endpoint, UsageQuery)} on a machine whose clock is wrong by so much. */
    ApiOutcome describe(Endpoint endpoint, UsageQuery query, Duration clockShift) {
        return describe(endpoint, query, Map.of("PARLEY_CLOCK_SHIFT_SECONDS", String.valueOf(clockShift.toSeconds())));
    }

    /** As {@link #describe(Endpoint, UsageQuery)} by GET, the parameters in the query string. */
    ApiOutcome describeByGet(Endpoint endpoint, UsageQuery query) {
        return describe(endpoint, query, Map.of("PARLEY_METHOD", "GET"));
    }

    private ApiOutcome describe(Endpoint endpoint, UsageQuery query, Map<String, String> more) {
        ProcessBuilder builder = NodeFolder.script(script);
        Map<String, String> environment = builder.environment();
        environment.put("PARLEY_ENDPOINT", endpoint.address().toString());
        environment.put("PARLEY_REGION", endpoint.region());
        environment.put("PARLEY_SECRET_ID", endpoint.secretId());
        environment.put("PARLEY_SECRET_KEY", endpoint.secretKey());
        environment.put("PARLEY_ACTION", UsageQuery.ACTION);
        environment.put("PARLEY_PARAMETERS", query.json());
        environment.putAll(more);
        return outcome(run(builder));
    }

    private static ApiOutcome outcome(String line) {
        JsonNode report = JsonMapper.shared().readTree(line);
        JsonNode answer = report.path("answer");
        if (answer.isObject()) {
            return ApiOutcome.answer(
                    answer.path("Data").asString(""),
                    answer.required("RequestId").asString());
        }
        JsonNode error = report.required("error");
        assertThat(error.required("code").asString())
                .as("the SDK saw an answer of the API: %s", line)
                .isNotEmpty();
        return ApiOutcome.error(
                error.required("code").asString(),
                error.required("message").asString(),
                error.required("requestId").asString());
    }

    private static String run(ProcessBuilder builder) {
        try {
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(builder.command() + " did not end within " + PATIENCE);
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.exitValue())
                    .as("status of %s: %s", builder.command(), output)
                    .isZero();
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + builder.command(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
