package dev.parley.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.server.tls.TestCertificates.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ReplaceableTlsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final Instant EXPIRES = NOW.plus(Duration.ofDays(90));

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private final Logger logger = (Logger) LoggerFactory.getLogger(ReplaceableTls.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<SSLContext> contexts = new ArrayList<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    private static Issued issued(String name) {
        return TestCertificates.issue(name, "EC", null, EXPIRES);
    }

    private ReplaceableTls tls(TlsFiles files) throws TlsFilesException {
        ReplaceableTls tls = new ReplaceableTls(files, () -> NOW);
        tls.follow(contexts::add);
        return tls;
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel().toInt() >= ch.qos.logback.classic.Level.WARN_INT)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void followsItsFiles() throws IOException {
        TlsFiles files = TestCertificates.write(directory, issued("old"));
        ReplaceableTls tls = tls(files);
        tls.poll();
        assertThat(contexts).hasSize(1);

        TestCertificates.replace(files, issued("new"));
        tls.poll();
        tls.poll();

        assertThat(tls.identity().names()).contains("new");
        assertThat(contexts).hasSize(2);
        assertThat(tls.replacements()).isEqualTo(1);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void waitsForTheSecondFileOfAPair() throws IOException {
        TlsFiles files = TestCertificates.write(directory, issued("old"));
        ReplaceableTls tls = tls(files);
        Issued fresh = issued("new");

        TestCertificates.put(files.certificate(), TestCertificates.chainPem(fresh));
        tls.poll();
        assertThat(tls.identity().names()).contains("old");
        TestCertificates.put(files.key(), TestCertificates.pkcs8(fresh.key()));
        tls.poll();

        assertThat(tls.identity().names()).contains("new");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void keepsTheOldCertificateAndComplainsOnceOfABadOne() throws IOException {
        TlsFiles files = TestCertificates.write(directory, issued("old"));
        ReplaceableTls tls = tls(files);

        TestCertificates.put(files.certificate(), "nothing of the kind");
        for (int count = 0; count < 5; count++) {
            tls.poll();
        }

        assertThat(tls.identity().names()).contains("old");
        assertThat(contexts).hasSize(1);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("certificate from before stays", "certificate.pem holds no certificate");
        TestCertificates.replace(files, issued("new"));
        tls.poll();
        assertThat(tls.identity().names()).contains("new");
    }

    @Test
    void keepsTheOldCertificateWhenTheFilesAreGone() throws IOException {
        TlsFiles files = TestCertificates.write(directory, issued("old"));
        ReplaceableTls tls = tls(files);

        Files.delete(files.certificate());
        tls.poll();
        tls.poll();

        assertThat(tls.identity().names()).contains("old");
        assertThat(warnings()).singleElement().asString().contains("there is no file");
    }

    @Test
    void doesNotTakeAnExpiredReplacement() throws IOException {
        TlsFiles files = TestCertificates.write(directory, issued("old"));
        ReplaceableTls tls = tls(files);

        TestCertificates.replace(files, TestCertificates.issue("new", "EC", null, NOW.minusSeconds(1)));
        tls.poll();
        tls.poll();

        assertThat(tls.identity().names()).contains("old");
        assertThat(warnings()).singleElement().asString().contains("expired on " + NOW.minusSeconds(1));
    }

    @Test
    void startsWithAnExpiredCertificateButWarns() throws IOException {
        tls(TestCertificates.write(directory, TestCertificates.issue("old", "EC", null, NOW.minusSeconds(1))));

        assertThat(warnings()).singleElement().asString().contains("expired on", "clients will refuse it");
    }

    @Test
    void startsWithACertificateOfTheFutureButWarns() throws IOException {
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        tls(TestCertificates.write(directory, TestCertificates.issue("new", "EC", null, tomorrow, EXPIRES)));

        assertThat(warnings()).singleElement().asString().contains("is valid from " + tomorrow);
    }

    @Test
    void doesNotStartWithoutItsFiles() {
        assertThatThrownBy(() -> tls(new TlsFiles(directory.resolve("a"), directory.resolve("b"))))
                .isInstanceOf(TlsFilesException.class);
    }

    @Test
    void leavesListenersAloneWhenTheSameFilesAreWrittenAgain() throws IOException {
        Issued issued = issued("old");
        TlsFiles files = TestCertificates.write(directory, issued);
        ReplaceableTls tls = tls(files);

        TestCertificates.replace(files, issued);
        tls.poll();

        assertThat(contexts).hasSize(1);
    }
}
