package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
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
            Settings settings = Settings.defaultsBut(Map.of(
                    "server.data-directory",
                    directory.toString(),
                    "http.listen",
                    "127.0.0.1:" + taken.getLocalPort(),
                    "media.listen",
                    "127.0.0.1:0",
                    "operations.listen",
                    ""));

            assertThatThrownBy(() -> ParleyServer.start(LiveSettings.fixed(settings)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        } finally {
            log.detachAppender(said);
        }
        assertThat(said.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }
}
