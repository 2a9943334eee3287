package dev.parley.server.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /proc} says, from files as proc(5) describes them. */
class ProcessUsageTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path proc;

    @Test
    void addsUserAndSystemTimeWhateverTheProcessIsCalled() throws IOException {
        Path process = Files.createDirectory(proc.resolve("42"));
        Files.writeString(
                process.resolve("stat"), "42 (a (strange) name) S 1 42 42 0 -1 4194560 1 0 0 0 1234 66 0 0 20 0 9 0\n");
        Files.writeString(process.resolve("status"), "Name:\ta\nVmRSS:\t  2048 kB\nThreads:\t9\n");

        ProcessUsage usage = new ProcessUsage(proc, 42);

        assertThat(usage.processorTime()).isEqualTo(Duration.ofSeconds(13));
        assertThat(usage.residentBytes()).isEqualTo(2_097_152);
        assertThat(usage.isThere()).isTrue();

        Files.writeString(process.resolve("stat"), "42 (a (strange) name) Z 1 42 42 0 -1\n");
        assertThat(usage.isThere()).as("ended, but not yet buried").isFalse();
        Files.delete(process.resolve("stat"));
        assertThat(usage.isThere()).isFalse();
    }

    @Test
    void saysWhenThereIsNoSuchProcess() {
        assertThatThrownBy(() -> new ProcessUsage(proc, 7)).hasMessageContaining("no process 7");
    }

    @Test
    void knowsBeforehandThatSocketsWillNotSuffice() throws IOException {
        Path limits = Files.writeString(proc.resolve("limits"), """
            Limit                     Soft Limit           Hard Limit           Units
            Max open files            1024                 4096                 files
            """);

        assertThatCode(() -> OpenFiles.require(limits, 700)).doesNotThrowAnyException();
        assertThatCode(() -> OpenFiles.require(proc.resolve("absent"), 1_000_000))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> OpenFiles.require(limits, 1_000)).hasMessageContaining("ulimit -n 1256");
    }
}
