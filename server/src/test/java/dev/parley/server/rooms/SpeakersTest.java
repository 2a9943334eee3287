package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.rooms.Seat.Wanted;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom a room hears, and whose picture it therefore wants served first. */
class SpeakersTest {

    private static final int LOUD = 20;
    private static final int SILENT = 127;

    private final SimulatedWorker worker = new SimulatedWorker(new Random(1));
    private final RoomHouse house = new RoomHouse(
            worker,
            RoomsSettings::defaults,
            Duration.ofSeconds(5),
            event -> {},
            new SecureRandom(),
            new ConcurrentHashMap<>());
    private final Map<String, SimulatedStream> voices = new HashMap<>();
    private final Participant anna = enter("anna", StreamType.AUDIO, StreamType.MAIN, StreamType.AUX);
    private final Participant ben = enter("ben", StreamType.AUDIO, StreamType.MAIN);
    private final Participant carl = enter("carl");
    private long now = worker.now();

    private Room room() {
        return Objects.requireNonNull(house.find(RoomScene.KEY));
    }

    private Participant enter(String user, StreamType... published) {
        Entry entry = new Entry(
                RoomScene.KEY, user, Family.CALL, Role.ANCHOR, Permissions.ALL, Door.SIGNALLING, RoomClient.MUTE);
        Participant entrant = house.enter(entry, (room, time) -> room.enter(entry, time));
        MediaOffer offer = new MediaOffer(
                new SimulatedClient(worker, user).description(),
                Stream.of(published).map(Sections::publishing).toList(),
                List.of());
        room().switchboard().negotiate(entrant, offer, worker.now());
        voices.put(user, new SimulatedStream(MediaKind.AUDIO, Sections.section(StreamType.AUDIO), ""));
        return entrant;
    }

    /** Fifty packets a second, as clients send them. */
    private void speak(Participant speaker, int level, long millis) {
        SimulatedStream voice = Objects.requireNonNull(voices.get(speaker.userId()));
        voice.speak(level);
        for (long end = now + millis; now < end; now += 20) {
            byte[] packet = voice.sound();
            speaker.media().onRtp(packet, packet.length, now);
            room().switchboard().tick(now);
        }
    }

    private List<String> active() {
        return room().switchboard().speakers().active();
    }

    /** A section of a client, which remembers what it was told last. */
    private static final class Screen implements SlotTrack {
        private final TrackDescription description = Tracks.section(MediaKind.VIDEO, "picture-0");
        int priority = -1;
        int told;

        @Override
        public void choose(List<IncomingTrack> layers, int given) {
            priority = given;
            told++;
        }

        @Override
        public TrackDescription description() {
            return description;
        }

        @Override
        public long ssrc() {
            return 1;
        }

        @Override
        public long rtxSsrc() {
            return -1;
        }

        @Override
        public boolean isFlowing() {
            return false;
        }

        @Override
        public @Nullable IncomingTrack source() {
            return null;
        }

        @Override
        public void play(IncomingTrack source) {}

        @Override
        public void switchTo(IncomingTrack source) {}

        @Override
        public void stop() {}

        @Override
        public void close() {}
    }

    private Screen watch(Participant publisher, StreamType type) {
        Screen screen = new Screen();
        Slot slot = new Slot(screen, "stream");
        room().switchboard()
                .subscriptions()
                .add(carl, new Wanted(publisher.userId(), type), slot, LayerWish.AUTOMATIC, now);
        return screen;
    }

    @Test
    void hearsWhoSpeaksAndNotWhoCoughs() {
        speak(anna, LOUD, 1_000);
        assertThat(active()).containsExactly("anna");
        speak(ben, LOUD, 200);
        assertThat(active()).containsExactly("anna");
        speak(ben, SILENT, 2_000);
        speak(ben, LOUD, 1_000);
        assertThat(active()).containsExactly("ben", "anna");
    }

    @Test
    void whomNobodyMayHearDoesNotSpeak() {
        room().switchboard().mute(anna, StreamType.AUDIO, true, now);
        speak(anna, LOUD, 2_000);
        assertThat(active()).isEmpty();
        room().block("ben", true, false, now);
        speak(ben, LOUD, 2_000);
        assertThat(active()).isEmpty();
        room().block("ben", false, false, now);
        speak(ben, LOUD, 2_000);
        assertThat(active()).containsExactly("ben");
    }

    @Test
    void forgetsWhoLeft() {
        speak(anna, LOUD, 1_000);
        room().leave(anna.sessionId(), ExitReason.NORMAL, now);
        assertThat(active()).isEmpty();
    }

    @Test
    void picturesOfThoseWhoSpeakComeBeforeOthersAndScreensBeforeAll() {
        Screen face = watch(anna, StreamType.MAIN);
        Screen other = watch(ben, StreamType.MAIN);
        Screen shared = watch(anna, StreamType.AUX);
        assertThat(List.of(face.priority, other.priority, shared.priority)).containsExactly(0, 0, 2);

        speak(anna, LOUD, 1_000);
        assertThat(List.of(face.priority, other.priority, shared.priority)).containsExactly(1, 0, 2);
        speak(ben, LOUD, 3_000);
        assertThat(List.of(face.priority, other.priority, shared.priority)).containsExactly(1, 1, 2);
        room().switchboard().publish(ben, List.of(Sections.publishing(StreamType.MAIN)), now);
        assertThat(other.priority).as("it can't be heard any more").isZero();
    }

    @Test
    void aConversationOfTwoChangesNothing() {
        Screen face = watch(anna, StreamType.MAIN);
        speak(anna, LOUD, 1_000);
        speak(anna, SILENT, 500);
        speak(ben, LOUD, 2_000);
        speak(ben, SILENT, 500);
        assertThat(active()).containsExactly("ben", "anna");
        int told = face.told;
        for (int turn = 0; turn < 5; turn++) {
            speak(anna, LOUD, 2_000);
            speak(anna, SILENT, 500);
            speak(ben, LOUD, 2_000);
            speak(ben, SILENT, 500);
        }
        assertThat(face.told).isEqualTo(told);
        assertThat(face.priority).isEqualTo(1);
    }
}
