package dev.parley.server.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditTrailTest {

    private static final long LARGE = 1L << 30;

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private final SettableTime time = new SettableTime(Calls.NOON);

    private Path file() {
        return directory.resolve("audit.jsonl");
    }

    private AuditTrail trail(long largest, int kept) {
        AuditTrail trail = new AuditTrail(file(), largest, kept, time);
        trail.start();
        return trail;
    }

    private static CallRecord named(String client) {
        return Calls.call("RemoveUser", "OK", Duration.ofNanos(1_234_567), client);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String line) {
        return new JsonMapper().readTree(line);
    }

    @Test
    void saysWhoCalledWhatWithWhichResult() {
        try (AuditTrail trail = trail(LARGE, 1)) {
            trail.record(named("SDK_JAVA_3.1.682"));
        }

        assertThat(lines(file())).containsExactly("""
                {"at":"2026-11-23T12:00:00Z",
                "requestId":"b5b41468-520d-4192-b42f-595cc34b6c1c",
                "accountId":1,
                "uin":100000000001,
                "secretId":"AKIDexample",
                "action":"RemoveUser",
                "sdkAppId":20000001,
                "region":"ap-guangzhou",
                "code":"OK",
                "tookMillis":1.234567,
                "sourceAddress":"192.0.2.7",
                "client":"SDK_JAVA_3.1.682",
                "method":"POST"}
                """.replace("\n", ""));
    }

    private Path strangers() {
        return directory.resolve("audit.strangers.jsonl");
    }

    private static CallRecord byNobody() {
        return new CallRecord(
                "id", Calls.NOON, Duration.ZERO, null, null, null, "", null, "", "MissingParameter", "::1", "", "PUT");
    }

    @Test
    void strangersPushNoCallerOut() {
        try (AuditTrail trail = trail(1_000, 1)) {
            trail.record(named("first"));
            for (int number = 0; number < 1_000; number++) {
                trail.record(byNobody());
            }
            trail.record(named("last"));
        }

        assertThat(lines(file()))
                .extracting(line -> json(line).get("client").asString())
                .containsExactly("first", "last");
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder("audit.jsonl", "audit.strangers.jsonl", "audit.strangers.jsonl.1");
    }

    @Test
    void strangersLeaveHalfOfTheQueueToCallers() {
        AuditTrail trail = new AuditTrail(file(), LARGE, 1, time);
        for (int number = 0; number < AuditTrail.QUEUE_SIZE; number++) {
            trail.record(byNobody());
        }
        assertThat(trail.missing()).isEqualTo(AuditTrail.QUEUE_SIZE / 2);
        trail.record(named("a"));
        trail.start();
        trail.close();

        assertThat(lines(file())).hasSize(1);
        assertThat(lines(strangers())).hasSize(AuditTrail.QUEUE_SIZE / 2);
    }

    @Test
    void theFileOfStrangersIsNamedAfterTheOther() {
        assertThat(AuditTrail.strangers(Path.of("a", "b.c.log"))).isEqualTo(Path.of("a", "b.c.strangers.log"));
        assertThat(AuditTrail.strangers(Path.of("a", "trail"))).isEqualTo(Path.of("a", "trail.strangers"));
        assertThat(AuditTrail.strangers(Path.of(".trail"))).isEqualTo(Path.of(".trail.strangers"));
    }

    @Test
    void keepsACallerThatNobodyKnowsApart() {
        try (AuditTrail trail = trail(LARGE, 1)) {
            trail.record(byNobody());
        }

        JsonNode line = json(lines(strangers()).getFirst());
        assertThat(line.get("accountId").isNull()).isTrue();
        assertThat(line.get("secretId").isNull()).isTrue();
        assertThat(line.get("code").asString()).isEqualTo("MissingParameter");
    }

    @Test
    void letsNoClientWriteLinesOrCommandTerminals() {
        String evil = "x\"}\n{\"code\":\"OK\"}\r\u001b[2J\u0085\u009b31m\u2028你";
        try (AuditTrail trail = trail(LARGE, 1)) {
            trail.record(named(evil));
        }

        String line = lines(file()).getFirst();
        assertThat(lines(file())).hasSize(1);
        assertThat(json(line).get("client").asString()).isEqualTo(evil);
        assertThat(line.chars().allMatch(letter -> letter >= ' ' && letter < 0x7f))
                .isTrue();
    }

    @Test
    void cutsWhatIsTooLong() {
        try (AuditTrail trail = trail(LARGE, 1)) {
            trail.record(named("long".repeat(100_000)));
            trail.record(named("x".repeat(255) + "\ud83d\ude00"));
        }

        assertThat(json(lines(file()).getFirst()).get("client").asString()).hasSize(256);
        assertThat(json(lines(file()).getLast()).get("client").asString()).isEqualTo("x".repeat(255));
    }

    @Test
    void beginsANewFileWhenOneIsFullAndKeepsOnlySoMany() throws IOException {
        try (AuditTrail trail = trail(1_000, 2)) {
            for (int number = 1; number <= 20; number++) {
                trail.record(named("client-" + number));
            }
        }

        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2");
        List<String> clients = Stream.of("audit.jsonl.2", "audit.jsonl.1", "audit.jsonl")
                .flatMap(name -> lines(directory.resolve(name)).stream())
                .map(line -> json(line).get("client").asString())
                .toList();
        assertThat(clients).last().isEqualTo("client-20");
        assertThat(clients)
                .isEqualTo(Stream.iterate(21 - clients.size(), number -> number + 1)
                        .limit(clients.size())
                        .map(number -> "client-" + number)
                        .toList());
        assertThat(Files.size(directory.resolve("audit.jsonl.1"))).isBetween(600L, 1_000L);
    }

    @Test
    void keepsNoFullFileWhenNoneShallBeKept() {
        try (AuditTrail trail = trail(1_000, 0)) {
            for (int number = 1; number <= 20; number++) {
                trail.record(named("client-" + number));
            }
        }

        assertThat(directory.toFile().list()).containsExactly("audit.jsonl");
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
        Files.writeString(file(), "");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        try (AuditTrail trail = trail(300, 1)) {
            trail.record(named("a"));
            trail.record(named("b"));
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("audit.jsonl.1"))))
                .isEqualTo("rw-------");
    }

    @Test
    void goesOnInTheFileOfAnEarlierProcessAfterItsBrokenLine() throws IOException {
        Files.writeString(file(), "{\"at\":\"2026-11-23T1");
        try (AuditTrail trail = trail(LARGE, 1)) {
            trail.record(named("after"));
        }

        assertThat(lines(file())).hasSize(2);
        assertThat(json(lines(file()).getLast()).get("client").asString()).isEqualTo("after");
    }

    @Test
    void servesCallsWhenTheDiskRefusesAndGoesOnWhenItRecovers() throws IOException {
        Files.createDirectory(file());
        try (AuditTrail trail = trail(LARGE, 1)) {
            trail.record(named("lost"));
            await().until(() -> trail.missing() == 1);
            Files.delete(file());
            trail.record(named("kept"));
            await().until(() -> trail.written() == 1);
        }

        assertThat(lines(file())).singleElement().asString().contains("kept");
    }

    @Test
    void countsWhatAFullQueueTurnsAway() {
        AuditTrail trail = new AuditTrail(file(), LARGE, 1, time);
        for (int number = 0; number < AuditTrail.QUEUE_SIZE + 7; number++) {
            trail.record(named("x"));
        }
        assertThat(trail.missing()).isEqualTo(7);
        trail.start();
        trail.close();

        assertThat(trail.written()).isEqualTo(AuditTrail.QUEUE_SIZE);
        assertThat(lines(file())).hasSize(AuditTrail.QUEUE_SIZE);
        trail.record(named("late"));
        assertThat(trail.missing()).isEqualTo(8);
    }
}
