package dev.parley.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process in which an official SDK makes the calls it is told, one after another. For one thread. */
final class SdkProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String END = "";

    private final SdkProgram program;
    private final Process process;
    private final Writer calls;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(16);
    private final String edition;

    private SdkProcess(SdkProgram program, Process process) {
        this.program = program;
        this.process = process;
        this.calls = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name(program + " output").start(() -> read(process.inputReader(StandardCharsets.UTF_8)));
        this.edition = line().required("edition").asString();
    }

    /** Starts it and waits until it says what it is. */
    static SdkProcess start(SdkProgram program) {
        try {
            return new SdkProcess(
                    program,
                    program.process()
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + program, failure);
        }
    }

    /** What the SDK in there says of itself. */
    String edition() {
        return edition;
    }

    /** Makes a call; again in the next second as long as the answer is that calls are too frequent. */
    SdkOutcome call(SdkCall call) {
        return Clocks.unlimited(() -> callOnce(call), SdkOutcome::isLimited);
    }

    /** Makes a call once. */
    SdkOutcome callOnce(SdkCall call) {
        try {
            calls.write(call.line() + "\n");
            calls.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(program + " is gone", gone);
        }
        return SdkOutcome.of(line());
    }

    private JsonNode line() {
        try {
            String line = lines.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError(program + (line == null ? " did not answer within " + PATIENCE : " ended"));
            }
            return JsonMapper.shared().readTree(line);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private void read(BufferedReader reader) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.put(line);
            }
            lines.put(END);
        } catch (IOException closed) {
            lines.offer(END);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
