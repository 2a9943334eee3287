package dev.parley.server.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java, processors, memory and the kernel's limits. */
final class RuntimeChecks {

    private static final int LEAST_JAVA = 25;
    private static final long GIBIBYTE = 1L << 30;
    private static final long ENOUGH_FILES = 4_096;

    /** What a media worker asks for, for each direction. */
    private static final long SOCKET_BUFFER = 4L << 20;

    private static final String JAVA_OPTIONS = "PARLEY_JAVA_OPTIONS";
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use(\\w+GC)\\b");

    private RuntimeChecks() {}

    static List<Finding> examine(Machine machine) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java(machine));
        collector(machine).ifPresent(findings::add);
        findings.add(processors(machine));
        memory(machine).ifPresent(findings::add);
        openFiles(machine).ifPresent(findings::add);
        findings.add(socketBuffers(machine));
        return findings;
    }

    private static Finding java(Machine machine) {
        return machine.javaFeature() >= LEAST_JAVA
                ? Finding.ok("java", machine.java())
                : Finding.fail(
                        "java",
                        machine.java() + " is too old",
                        "install a JDK " + LEAST_JAVA + " or newer, or set PARLEY_JAVA_HOME to one");
    }

    private static Optional<Finding> collector(Machine machine) {
        Matcher matcher = COLLECTOR.matcher(machine.environment(JAVA_OPTIONS).orElse(""));
        while (matcher.find()) {
            if (!matcher.group(1).equals("ZGC")) {
                return Optional.of(Finding.fail(
                        "java options",
                        JAVA_OPTIONS + " chooses " + matcher.group(1) + " beside ZGC, and Java starts with one alone",
                        "take " + matcher.group() + " out of " + JAVA_OPTIONS));
            }
        }
        return Optional.empty();
    }

    private static Finding processors(Machine machine) {
        int count = machine.processors();
        return count > 1
                ? Finding.ok("processors", count + " processors")
                : Finding.warn(
                        "processors",
                        "one processor for media, API and garbage collection together",
                        "give the machine or container two or more, or expect stutter under load");
    }

    private static Optional<Finding> memory(Machine machine) {
        OptionalLong bytes = machine.memory();
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        String text = Sizes.text(bytes.getAsLong()) + " of memory";
        return Optional.of(
                bytes.getAsLong() >= GIBIBYTE
                        ? Finding.ok("memory", text)
                        : Finding.warn("memory", text, "give the machine or container 1 GiB or more"));
    }

    private static Optional<Finding> openFiles(Machine machine) {
        OptionalLong limit = machine.openFiles();
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        String text = limit.getAsLong() + " files may be open at once";
        return Optional.of(
                limit.getAsLong() >= ENOUGH_FILES
                        ? Finding.ok("open files", text)
                        : Finding.warn(
                                "open files",
                                text + "; each HTTP and ICE-TCP connection is one",
                                "start with 'ulimit -n 65536', under systemd with LimitNOFILE=65536"));
    }

    private static Finding socketBuffers(Machine machine) {
        OptionalLong in = number(machine, "rmem_max");
        OptionalLong out = number(machine, "wmem_max");
        if (in.isEmpty() || out.isEmpty()) {
            return Finding.note("udp buffers", "this system does not tell how large socket buffers may be", null);
        }
        long smaller = Math.min(in.getAsLong(), out.getAsLong());
        return smaller >= SOCKET_BUFFER
                ? Finding.ok("udp buffers", "socket buffers may hold " + Sizes.text(smaller))
                : Finding.warn(
                        "udp buffers",
                        "socket buffers may hold " + Sizes.text(smaller)
                                + " only, so packets are lost in bursts and pauses",
                        "sysctl -w net.core.rmem_max=" + SOCKET_BUFFER + " net.core.wmem_max=" + SOCKET_BUFFER
                                + ", and the same in /etc/sysctl.d to keep it");
    }

    private static OptionalLong number(Machine machine, String name) {
        try {
            return machine.text(Path.of("/proc/sys/net/core", name)).stream()
                    .mapToLong(text -> Long.parseLong(text.strip()))
                    .findFirst();
        } catch (NumberFormatException strange) {
            return OptionalLong.empty();
        }
    }
}
