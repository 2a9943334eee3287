package dev.parley.server.cli.doctor;

import dev.parley.server.cli.doctor.Listener.Door;
import dev.parley.server.config.EffectiveSettings;
import dev.parley.server.config.HostPort;
import dev.parley.server.config.HttpSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.tls.TlsFiles;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server somebody means to run: what its settings say, with every host looked up once.
 *
 * @param listeners those that are open, in the order of {@link Door}
 * @param timeServers names of servers to ask for the time (SNTP), one after the other until one answers
 */
public record Plan(EffectiveSettings effective, List<Listener> listeners, List<String> timeServers) {

    public Plan {
        listeners = List.copyOf(listeners);
        timeServers = List.copyOf(timeServers);
    }

    public static Plan of(EffectiveSettings effective, List<String> timeServers) {
        Settings settings = effective.settings();
        HttpSettings.Tls tls = settings.http().tls();
        List<Listener> listeners = new ArrayList<>();
        add(listeners, Door.HTTP, settings.http().listen());
        add(listeners, Door.HTTPS, tls.enabled() ? tls.listen() : null);
        add(listeners, Door.OPERATIONS, settings.operations().listen());
        settings.media()
                .listeners(Runtime.getRuntime().availableProcessors())
                .forEach(worker -> add(listeners, Door.MEDIA, worker));
        return new Plan(effective, listeners, timeServers);
    }

    private static void add(List<Listener> listeners, Door door, @Nullable HostPort where) {
        if (where != null) {
            listeners.add(Listener.of(door, where));
        }
    }

    /** Empty when the settings switch that door off. */
    Optional<Listener> listener(Door door) {
        return listeners.stream().filter(listener -> listener.door() == door).findFirst();
    }

    /** That of the first worker when there are more. */
    Listener media() {
        return listener(Door.MEDIA).orElseThrow();
    }

    Path data() {
        return effective.settings().server().dataDirectory();
    }

    /** Addresses clients are told for media; empty for those of the media listener. */
    List<InetAddress> announced() {
        return effective.settings().media().announce();
    }

    /** Null for plain HTTP alone. */
    @Nullable
    TlsFiles tls() {
        HttpSettings.Tls tls = effective.settings().http().tls();
        Path certificate = tls.certificate();
        Path key = tls.key();
        return certificate == null || key == null ? null : new TlsFiles(certificate, key);
    }
}
