package dev.parley.server.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogOutputTest {

    private final LoggerContext context = new LoggerContext();

    /** What {@code work} writes to standard error. */
    private static String written(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(UTF_8);
    }

    private Logger logger(LogOutput.Format format) {
        context.setMDCAdapter((ch.qos.logback.classic.util.LogbackMDCAdapter) org.slf4j.MDC.getMDCAdapter());
        LogOutput.use(format, context);
        LogOutput.level("info", context);
        return context.getLogger("dev.parley.Example");
    }

    @Test
    void marksTheLinesOfACallInText() {
        String text = written(() -> {
            Logger logger = logger(LogOutput.Format.TEXT);
            try (RequestLog _ = RequestLog.of("b5b41468")) {
                logger.info("inside");
            }
            logger.info("outside");
        });

        assertThat(text.lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("INFO  Example - [b5b41468] inside"),
                        line -> assertThat(line).endsWith("INFO  Example - outside"));
    }

    @Test
    void writesOneJsonObjectALine() {
        String text = written(() -> {
            Logger logger = logger(LogOutput.Format.JSON);
            try (RequestLog _ = RequestLog.of("b5b41468")) {
                logger.warn("two\nlines of {}", "text", new IllegalStateException("why"));
            }
        });

        assertThat(text.lines()).hasSize(1);
        JsonNode line = new JsonMapper().readTree(text);
        assertThat(line.at("/mdc/request").asString()).isEqualTo("b5b41468");
        assertThat(line.get("formattedMessage").asString()).isEqualTo("two\nlines of text");
        assertThat(line.get("level").asString()).isEqualTo("WARN");
        assertThat(line.at("/throwable/message").asString()).isEqualTo("why");
    }

    @Test
    void changesTheLevelAtOnce() {
        String text = written(() -> {
            Logger logger = logger(LogOutput.Format.TEXT);
            logger.debug("before");
            LogOutput.level("debug", context);
            logger.debug("after");
            LogOutput.use(LogOutput.Format.TEXT, context);
            logger.debug("still");
        });

        assertThat(text).doesNotContain("before").contains("after").contains("still");
    }

    /** Logback prints its own thoughts to standard output when anything about its configuration is doubtful. */
    @ParameterizedTest
    @EnumSource(LogOutput.Format.class)
    void leavesStandardOutputToTheCommands(LogOutput.Format format) {
        LogOutput.use(format, context);

        assertThat(context.getStatusManager().getCopyOfStatusList())
                .isNotEmpty()
                .allMatch(status -> status.getEffectiveLevel() < Status.WARN);
    }

    @Test
    void refusesALevelItDoesNotKnow() {
        assertThatThrownBy(() -> LogOutput.level("loud", context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loud is none of error, warn, info, debug and trace");
    }
}
