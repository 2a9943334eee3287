package dev.parley.server.cli.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A machine on which everything is well, until a test breaks something. */
public final class MadeUpMachine implements Machine {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    final Map<InetSocketAddress, Port> tcp = new HashMap<>();
    final Map<InetSocketAddress, Port> udp = new HashMap<>();
    final Map<String, Duration> clocks = new HashMap<>(Map.of("time.example.net", Duration.ofMillis(-40)));
    final List<String> asked = new ArrayList<>();
    final Map<String, String> environment = new HashMap<>();
    final Map<Path, String> texts = new HashMap<>(Map.of(
            Path.of("/proc/sys/net/core/rmem_max"), "4194304\n", Path.of("/proc/sys/net/core/wmem_max"), "4194304\n"));
    List<InetAddress> addresses = List.of(address("127.0.0.1"), address("93.184.215.14"), address("fe80::1"));
    Disk disk = new Disk(true, "rwx------", null, 80L << 30, "ext4", Duration.ofNanos(1_500_000));

    @Nullable
    String keyPermissions = "rw-------";

    boolean parleyAnswers;
    boolean inUse;
    int processors = 8;
    OptionalLong memory = OptionalLong.of(8L << 30);
    OptionalLong openFiles = OptionalLong.of(65_536);
    int javaFeature = 25;

    /** Puts a Java on it that is too old. */
    public void ageJava() {
        javaFeature = 17;
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Port tcpPort(InetSocketAddress address) {
        return tcp.getOrDefault(address, Port.FREE);
    }

    @Override
    public Port udpPort(InetSocketAddress address) {
        return udp.getOrDefault(address, Port.FREE);
    }

    @Override
    public boolean answersAsParley(InetSocketAddress address) {
        return parleyAnswers;
    }

    @Override
    public boolean isInUse(Path data) {
        return inUse;
    }

    @Override
    public Optional<Duration> clockOffset(String timeServer, Duration patience) {
        asked.add(timeServer);
        return Optional.ofNullable(clocks.get(timeServer));
    }

    @Override
    public Disk disk(Path directory) {
        return disk;
    }

    @Override
    public Optional<String> permissions(Path file) {
        return Optional.ofNullable(keyPermissions);
    }

    @Override
    public List<InetAddress> addresses() {
        return addresses;
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public int processors() {
        return processors;
    }

    @Override
    public OptionalLong memory() {
        return memory;
    }

    @Override
    public OptionalLong openFiles() {
        return openFiles;
    }

    @Override
    public String java() {
        return "Made-up VM " + javaFeature;
    }

    @Override
    public int javaFeature() {
        return javaFeature;
    }

    @Override
    public Optional<String> environment(String variable) {
        return Optional.ofNullable(environment.get(variable));
    }

    @Override
    public Optional<String> text(Path file) {
        return Optional.ofNullable(texts.get(file));
    }
}
