package dev.parley.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.participant.Entered;
import dev.parley.server.participant.Entry;
import dev.parley.server.participant.MediaSource;
import dev.parley.server.participant.Notice;
import dev.parley.server.participant.Publication;
import dev.parley.server.participant.Refusal;
import dev.parley.server.participant.RefusedException;
import dev.parley.server.participant.RoomParticipant;
import dev.parley.server.participant.RoomSurroundings;
import dev.parley.server.participant.RoomUser;
import dev.parley.server.participant.Subscription;
import dev.parley.server.participant.ThinClips;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Built-in participants in rooms of a whole server, over its signalling door. */
class RoomParticipantTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Publication MICROPHONE =
            Publication.of(MediaSource.AUDIO, ThinClips.audio(Duration.ofMillis(100)));
    private static final Publication CAMERA = Publication.dual(
            ThinClips.video(640, 360, Duration.ofMillis(100)), ThinClips.video(160, 90, Duration.ofMillis(100)));
    private static final Publication SCREEN =
            Publication.of(MediaSource.AUX, ThinClips.video(1_280, 720, Duration.ofMillis(100)));

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // before all
    private static ParleyServer server;

    @SuppressWarnings("NullAway.Init") // before all
    private static DevCredentials credentials;

    @SuppressWarnings("NullAway.Init") // before all
    private static RoomSurroundings surroundings;

    @BeforeAll
    static void start() throws Exception {
        server = ParleyServer.start(LiveSettings.fixed(Settings.defaultsBut(Map.of(
                "server.data-directory", directory.toString(),
                "http.listen", "127.0.0.1:0",
                "media.listen", "127.0.0.1:0",
                "operations.listen", ""))));
        credentials = server.developmentCredentials();
        surroundings = new RoomSurroundings(CLOCK);
    }

    @AfterAll
    static void stop() {
        surroundings.close();
        server.close();
    }

    private final String room;

    RoomParticipantTest(TestInfo test) {
        room = test.getTestMethod().orElseThrow().getName();
    }

    private Entry entry(String user) {
        String userSig =
                UserSig.create(credentials.sdkAppId(), credentials.sdkSecretKey(), user, 3_600, CLOCK.instant());
        URI door = URI.create(server.endpoint().replaceFirst("^http", "ws") + "/v1/signalling");
        return Entry.of(door, credentials.sdkAppId(), user, userSig).withRoom(room);
    }

    private static RoomParticipant enter(Entry entry) throws Exception {
        RoomParticipant participant = new RoomParticipant(surroundings, entry);
        assertThat(participant.enter().refused()).isEmpty();
        return participant;
    }

    private static void awaitMore(RoomParticipant of, String user, MediaSource source) {
        long before = of.received(user, source).packets();
        await().atMost(PATIENCE).until(() -> of.received(user, source).packets() > before + 2);
    }

    private static void awaitWidth(RoomParticipant of, MediaSource source, int width) {
        await().atMost(PATIENCE).until(() -> of.received("alice", source).width() == width);
    }

    @Test
    void everySourceComesInASlotAndInTheSizeAskedFor() throws Exception {
        try (RoomParticipant alice = enter(entry("alice").withPublications(MICROPHONE, CAMERA, SCREEN));
                RoomParticipant bob = enter(entry("bob").withSlots(1, 2))) {
            await().atMost(PATIENCE).until(() -> bob.users().values().stream().anyMatch(RoomUser::hasSmall));

            List<Refusal> refused = bob.subscribe(
                    Subscription.of("alice", MediaSource.AUDIO),
                    Subscription.of("alice", MediaSource.MAIN),
                    Subscription.of("alice", MediaSource.AUX));

            assertThat(refused).isEmpty();
            awaitWidth(bob, MediaSource.MAIN, 640);
            awaitWidth(bob, MediaSource.AUX, 1_280);
            awaitMore(bob, "alice", MediaSource.AUDIO);
            bob.subscribe(Subscription.small("alice"));
            awaitWidth(bob, MediaSource.MAIN, 160);
            assertThat(bob.strayPackets()).isZero();
            assertThat(bob.receivedBySlot()).hasSize(3);
            assertThat(alice.users()).containsOnlyKeys("bob");
        }
    }

    @Test
    void publishesAndListensLaterThanItEntered() throws Exception {
        try (RoomParticipant alice = enter(entry("alice"));
                RoomParticipant bob = enter(entry("bob"))) {
            assertThat(alice.publish(MICROPHONE)).isEmpty();
            Notice.UserChanged changed = bob.notices()
                    .await(Notice.UserChanged.class, notice -> notice.user().isAvailable(MediaSource.AUDIO), PATIENCE);
            assertThat(changed.user().userId()).isEqualTo("alice");

            bob.addSlots(1, 0);
            assertThat(bob.subscribe(Subscription.of("alice", MediaSource.AUDIO)))
                    .isEmpty();
            awaitMore(bob, "alice", MediaSource.AUDIO);

            bob.unsubscribe("alice", MediaSource.AUDIO);
            alice.publish();
            bob.notices()
                    .await(Notice.UserChanged.class, notice -> !notice.user().publishes(MediaSource.AUDIO), PATIENCE);
        }
    }

    @Test
    void nothingComesOfASourceThatIsMuted() throws Exception {
        try (RoomParticipant alice = enter(entry("alice").withPublications(MICROPHONE));
                RoomParticipant bob = enter(entry("bob").withSlots(1, 0))) {
            bob.subscribe(Subscription.of("alice", MediaSource.AUDIO));
            awaitMore(bob, "alice", MediaSource.AUDIO);

            // Asked for by hand, so that alice goes on sending.
            alice.request(JsonMapper.shared()
                    .createObjectNode()
                    .put("t", "mute")
                    .put("source", "audio")
                    .put("muted", true));
            bob.notices()
                    .await(Notice.UserChanged.class, notice -> notice.user().isMuted(MediaSource.AUDIO), PATIENCE);
            AtomicLong last = new AtomicLong();
            await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> {
                long packets = bob.received("alice", MediaSource.AUDIO).packets();
                return last.getAndSet(packets) == packets;
            });

            alice.mute(MediaSource.AUDIO, true);
            alice.mute(MediaSource.AUDIO, false);
            awaitMore(bob, "alice", MediaSource.AUDIO);
            assertThat(bob.usage()).containsKeys("audio", "sd", "hd");
        }
    }

    @Test
    void messagesThatABrokenConnectionSwallowedComeOnceAfterwards() throws Exception {
        try (RoomParticipant alice = enter(entry("alice"));
                RoomParticipant bob = enter(entry("bob"))) {
            alice.sendMessage(1, "1".getBytes(UTF_8));
            bob.notices().await(Notice.Message.class, message -> message.seq() == 1, PATIENCE);

            bob.breakConnection();
            for (int number = 2; number <= 20; number++) {
                alice.sendMessage(1, Integer.toString(number).getBytes(UTF_8));
            }
            Entered again = bob.resume();
            bob.notices().await(Notice.Message.class, message -> message.seq() == 20, PATIENCE);

            assertThat(again.users()).extracting(RoomUser::userId).containsExactly("alice");
            assertThat(bob.notices().all(Notice.Message.class))
                    .extracting(message -> new String(message.data(), UTF_8))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(alice.notices().all(Notice.UserLeft.class)).isEmpty();
        }
    }

    @Test
    void mediaGoesOnWhenTheNetworkWasGoneOrIsAnother() throws Exception {
        try (RoomParticipant alice = enter(entry("alice").withPublications(MICROPHONE));
                RoomParticipant bob = enter(entry("bob").withSlots(1, 0))) {
            bob.subscribe(Subscription.of("alice", MediaSource.AUDIO));
            awaitMore(bob, "alice", MediaSource.AUDIO);

            bob.loseNetwork();
            bob.resume();
            awaitMore(bob, "alice", MediaSource.AUDIO);
            alice.changePort();
            awaitMore(bob, "alice", MediaSource.AUDIO);
            bob.loseNetwork();
            bob.resumeElsewhere();
            awaitMore(bob, "alice", MediaSource.AUDIO);

            assertThat(bob.users()).containsOnlyKeys("alice");
        }
    }

    @Test
    void saysHowItWasRefused() throws Exception {
        try (RoomParticipant alice = enter(entry("alice").withSlots(1, 0));
                RoomParticipant stranger = new RoomParticipant(
                        surroundings,
                        Entry.of(entry("x").endpoint(), credentials.sdkAppId(), "eve", "no signature")
                                .withRoom(room))) {
            assertThatThrownBy(stranger::enter)
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.code())
                            .isNegative());
            assertThat(alice.subscribe(Subscription.of("nobody", MediaSource.AUDIO)))
                    .extracting(Refusal::code)
                    .containsExactly(-102_007);
        }
    }

    @Test
    void stopsWhatIsRefused() throws Exception {
        try (RoomParticipant alice = enter(entry("alice").withPublications(SCREEN));
                RoomParticipant bob = enter(entry("bob").withPublications(MICROPHONE))) {
            assertThat(bob.publish(MICROPHONE, SCREEN))
                    .extracting(Refusal::source, Refusal::code)
                    .containsExactly(tuple(MediaSource.AUX, -102_016));

            alice.publish();
            assertThat(bob.publish(MICROPHONE, SCREEN)).isEmpty();
            alice.notices()
                    .await(Notice.UserChanged.class, notice -> notice.user().isAvailable(MediaSource.AUX), PATIENCE);
        }
    }

    @Test
    void changesItsRole() throws Exception {
        try (RoomParticipant anchor = enter(entry("anchor").withLive("anchor").withPublications(MICROPHONE));
                RoomParticipant viewer = enter(entry("viewer").withLive("audience"))) {
            anchor.switchRole("audience", "");
            assertThat(viewer.notices()
                            .await(Notice.UserLeft.class, _ -> true, PATIENCE)
                            .reason())
                    .isEqualTo(3);

            viewer.switchRole("anchor", "");
            assertThat(viewer.publish(MICROPHONE)).isEmpty();
            anchor.notices().await(Notice.UserChanged.class, _ -> true, PATIENCE);
        }
    }

    @Test
    void othersAreToldHowItWent() throws Exception {
        try (RoomParticipant alice = enter(entry("alice"));
                RoomParticipant bob = enter(entry("bob"));
                RoomParticipant carol = enter(entry("carol").withSlots(1, 0))) {
            bob.exit();
            carol.closePage();

            assertThat(reasonOf(alice, "bob")).isZero();
            assertThat(reasonOf(alice, "carol")).isEqualTo(1);
            await().atMost(PATIENCE)
                    .until(() ->
                            !bob.notices().all(Notice.ConnectionEnded.class).isEmpty());
            assertThat(bob.notices()
                            .all(Notice.ConnectionEnded.class)
                            .getFirst()
                            .code())
                    .isEqualTo(1_000);
        }
    }

    private static int reasonOf(RoomParticipant told, String gone) throws Exception {
        return told.notices()
                .await(Notice.UserLeft.class, notice -> notice.userId().equals(gone), PATIENCE)
                .reason();
    }
}
