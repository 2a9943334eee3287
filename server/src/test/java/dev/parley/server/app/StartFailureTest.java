package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.server.config.MeteringSettings;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.UsageSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class StartFailureTest {

    @Test
    void anHttpPortInUseIsSaidAndWhatWasStartedStopsInGoodOrder(@TempDir Path directory) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Logger log = (Logger) LoggerFactory.getLogger(ParleyServer.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        log.addAppender(said);
        try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
            ServeOptions options = new ServeOptions(
                    directory,
                    new InetSocketAddress(loopback, taken.getLocalPort()),
                    new InetSocketAddress(loopback, 0),
                    List.of(),
                    MeteringSettings.defaults(),
                    UsageSettings.defaults(),
                    RoomsSettings.defaults());

            assertThatThrownBy(() -> ParleyServer.start(options))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        } finally {
            log.detachAppender(said);
        }
        assertThat(said.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }
}
