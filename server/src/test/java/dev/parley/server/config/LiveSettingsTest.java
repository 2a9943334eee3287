package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What changes while a server runs, and what waits. */
class LiveSettingsTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(LiveSettings.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    private SettingsFile file = new SettingsFile(Path.of(""));

    @BeforeEach
    void listen(@TempDir Path directory) {
        file = new SettingsFile(directory);
        said.start();
        log.setLevel(Level.INFO);
        log.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(said);
        log.setLevel(null);
    }

    private LiveSettings open(String text) throws Exception {
        return LiveSettings.open(file.holding(text).sources(Map.of()));
    }

    /** Since the last time it was asked. */
    private List<String> said() {
        List<String> lines = said.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
        said.list.clear();
        return lines;
    }

    @Test
    void liveOptionsApplyAtOnce() throws Exception {
        LiveSettings live = open("api: {region: {home: ap-beijing}}");
        Supplier<ApiSettings> api = live.api();
        List<Settings> told = new ArrayList<>();
        live.onChange(told::add);

        file.holding("api: {region: {home: ap-shanghai}}\nusage: {room-query-interval: 3s}");
        live.reload();

        assertThat(api.get().region().home()).isEqualTo("ap-shanghai");
        assertThat(live.current().usage().roomQueryInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(told).containsExactly(live.current());
        assertThat(said())
                .containsExactlyInAnyOrder(
                        "INFO Settings: api.region.home from ap-beijing to ap-shanghai applies at once",
                        "INFO Settings: usage.room-query-interval from 15s to 3s applies at once");
    }

    @Test
    void optionsThatNeedARestartAreNamedOnceAndStay() throws Exception {
        LiveSettings live = open("http: {drain: 1s}");
        Settings before = live.current();

        file.holding("http: {drain: 2s}\nmedia: {announce: [203.0.113.7]}\nlogging: {level: debug}");
        live.reload();

        assertThat(live.current().logging().level()).isEqualTo(LoggingSettings.Level.DEBUG);
        assertThat(live.current().http()).isEqualTo(before.http());
        assertThat(live.current().media()).isEqualTo(before.media());
        assertThat(said())
                .containsExactly(
                        "INFO Settings: logging.level from info to debug applies at once",
                        "WARN Settings: http.drain from 1s to 2s takes effect after a restart",
                        "WARN Settings: media.announce from [] to [203.0.113.7] takes effect after a restart");

        live.reload();
        assertThat(said()).isEmpty();

        file.holding("http: {drain: 3s}\nmedia: {announce: [203.0.113.7]}\nlogging: {level: debug}");
        live.reload();
        assertThat(said()).containsExactly("WARN Settings: http.drain from 1s to 3s takes effect after a restart");
    }

    @Test
    void optionsOfTheNextSessionAreTakenUpAndSaidToBeThat() throws Exception {
        LiveSettings live = open("");

        file.holding("rooms: {publishers: 5, whip-timeout: 40s}");
        live.reload();

        assertThat(live.current().rooms().publishers()).isEqualTo(5);
        assertThat(live.current().rooms().whipTimeout())
                .isEqualTo(RoomsSettings.defaults().whipTimeout());
        assertThat(said())
                .containsExactly(
                        "INFO Settings: rooms.publishers from 50 to 5 applies to sessions that begin afterwards",
                        "WARN Settings: rooms.whip-timeout from 30s to 40s takes effect after a restart");
    }

    @Test
    void settingsThatCannotBeUsedChangeNothingAndAreToldOnce() throws Exception {
        LiveSettings live = open("api: {region: {home: ap-beijing}}");
        Settings before = live.current();

        file.holding("api: {region: {home: ap-shanghai}}\nhttp: {drain: soon}");
        live.reload();
        live.reload();

        assertThat(live.current()).isSameAs(before);
        assertThat(said.list).hasSize(1);
        assertThat(said.list.getFirst().getLevel()).isEqualTo(Level.ERROR);
        assertThat(said().getFirst()).contains(file.path + ":2:15: http.drain is \"soon\"");

        file.holding("api: {region: {home: ap-shanghai}}");
        live.reload();
        assertThat(live.current().api().region().home()).isEqualTo("ap-shanghai");
    }

    @Test
    void theEnvironmentStillWinsOverAChangedFile() throws Exception {
        Map<String, String> environment = Map.of("PARLEY_API_REGION_HOME", "ap-tokyo");
        LiveSettings live = LiveSettings.open(
                file.holding("api: {region: {home: ap-beijing}}").sources(environment));

        file.holding("api: {region: {home: ap-shanghai, required: true}}");
        live.reload();

        assertThat(live.current().api().region().home()).isEqualTo("ap-tokyo");
        assertThat(live.current().api().region().required()).isTrue();
    }

    @Test
    void aFileThatIsGoneLeavesTheSettingsInForce() throws Exception {
        LiveSettings live = open("api: {region: {home: ap-beijing}}");

        assertThat(file.path.toFile().delete()).isTrue();
        live.reload();

        assertThat(live.current().api().region().home()).isEqualTo("ap-beijing");
        assertThat(said().getFirst()).contains("there is no such file");
    }

    @Test
    void fixedSettingsNeverChange() {
        Settings settings = Settings.defaultsBut(Map.of("http.drain", "1s"));
        LiveSettings live = LiveSettings.fixed(settings);

        live.reload();

        assertThat(live.current()).isSameAs(settings);
    }
}
