package dev.parley.server.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.parley.server.storage.sqlite.DataDirectory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** The machine this process runs on. Asking it leaves nothing behind. */
public final class ThisMachine implements Machine {

    private static final int MOST_TEXT = 4_096;

    private final InstantSource clock;
    private final DiskProbe disks;

    /** @param nanos a steady counter, as {@link System#nanoTime} */
    public ThisMachine(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.disks = new DiskProbe(nanos);
    }

    /** Opens a socket that can be bound. */
    @FunctionalInterface
    private interface Opening {
        NetworkChannel open() throws IOException;
    }

    @Override
    public Port tcpPort(InetSocketAddress address) {
        return port(ServerSocketChannel::open, address);
    }

    @Override
    public Port udpPort(InetSocketAddress address) {
        return port(DatagramChannel::open, address);
    }

    private static Port port(Opening opening, InetSocketAddress address) {
        try (NetworkChannel channel = opening.open()) {
            channel.bind(address);
            return Port.FREE;
        } catch (IOException refused) {
            String why = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
            if (why.contains("permission")) {
                return Port.FORBIDDEN;
            }
            return why.contains("assign") ? Port.FOREIGN : Port.TAKEN;
        }
    }

    @Override
    public boolean answersAsParley(InetSocketAddress address) {
        return RunningServer.answers(address);
    }

    @Override
    public boolean isInUse(Path data) {
        return DataDirectory.isInUse(data);
    }

    @Override
    public Optional<Duration> clockOffset(String timeServer, Duration patience) {
        try {
            return Optional.of(Sntp.offset(Sntp.address(timeServer), clock, patience));
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    @Override
    public Disk disk(Path directory) {
        return disks.look(directory);
    }

    @Override
    public Optional<String> permissions(Path file) {
        try {
            return Optional.of(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public List<InetAddress> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(ThisMachine::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException none) {
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException gone) {
            return false;
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** In a container, what that may use. */
    @Override
    public OptionalLong memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? OptionalLong.of(system.getTotalMemorySize())
                : OptionalLong.empty();
    }

    @Override
    public OptionalLong openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? OptionalLong.of(system.getMaxFileDescriptorCount())
                : OptionalLong.empty();
    }

    @Override
    public String java() {
        return System.getProperty("java.vm.name") + " " + Runtime.version();
    }

    @Override
    public int javaFeature() {
        return Runtime.version().feature();
    }

    @Override
    public Optional<String> environment(String variable) {
        return Optional.ofNullable(System.getenv(variable));
    }

    @Override
    public Optional<String> text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MOST_TEXT), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
