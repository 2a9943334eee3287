package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.session.TrackDescription;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.config.RoomsSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two rooms of one worker, of which one fails. */
class BrokenRoomTest {

    private static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
    private static final RemotePeer REMOTE =
            new RemotePeer("them", "password", CERTIFICATE.fingerprint(), DtlsRole.SERVER);

    /** Does everything at once, on the test's thread, at the time the test says. */
    private static final class InlineWorker implements RoomWorker {
        private final List<TickTask> ticks = new ArrayList<>();
        private long now = 1_000_000;

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public PeerTransport open(RemotePeer remote, PeerTransport.Listener listener) {
            LocalPeer local = new LocalPeer("us", "password", CERTIFICATE.fingerprint(), List.of(), List.of());
            return new PeerTransport(
                    local, remote, CERTIFICATE, this, this, (data, offset, length, path) -> {}, listener, now);
        }

        @Override
        public LocalPeer restart(PeerTransport transport, RemotePeer remote) {
            LocalPeer fresh = new LocalPeer("anew", "password", CERTIFICATE.fingerprint(), List.of(), List.of());
            transport.restart(fresh, remote);
            return fresh;
        }

        @Override
        public void release(PeerTransport transport) {
            transport.close(() -> {});
        }

        @Override
        public void everyTick(TickTask task) {
            ticks.add(task);
        }

        void pass(Duration time) {
            now += time.toMillis();
            ticks.forEach(task -> task.tick(now));
        }
    }

    private static Rooms.Publish publishing(String room) {
        Codec opus = new Codec("opus", 111, 48_000, 2, "", -1, Set.of());
        TrackDescription audio =
                new TrackDescription(MediaKind.AUDIO, "0", List.of(opus), HeaderExtensions.NONE, List.of());
        RoomKey key = new RoomKey(20_000_001, RoomKind.STR, room);
        return new Rooms.Publish(key, "ada", Permissions.ALL, REMOTE, List.of(audio));
    }

    @Test
    void theOtherRoomGetsItsTurnAllTheSame() {
        InlineWorker worker = new InlineWorker();
        List<RoomKey> lost = new ArrayList<>();
        LocalRooms rooms = new LocalRooms(
                List.of(worker),
                RoomsSettings::defaults,
                Duration.ofSeconds(5),
                event -> {
                    if (event instanceof RoomEvent.ConnectionLost) {
                        lost.add(event.stamp().room());
                        throw new IllegalStateException("this room is broken");
                    }
                },
                new SecureRandom());
        rooms.publish(publishing("first")).join();
        rooms.publish(publishing("second")).join();

        worker.pass(RoomsSettings.defaults().suspectAfter());

        assertThat(lost).hasSize(2).doesNotHaveDuplicates();
    }

    /** Somebody who cannot be told to go. */
    private static final RoomClient DEAF = new RoomClient() {
        @Override
        public void tell(RoomNotice notice) {
            if (notice instanceof RoomNotice.Ended) {
                throw new IllegalStateException("this client is broken");
            }
        }

        @Override
        public long lastHeard() {
            return 0;
        }
    };

    @Test
    void everybodyLeavesADismissedRoomThoughOneCannotBeTold() {
        InlineWorker worker = new InlineWorker();
        List<RoomEvent.Exited> exits = new ArrayList<>();
        LocalRooms rooms = new LocalRooms(
                List.of(worker),
                RoomsSettings::defaults,
                Duration.ofSeconds(5),
                event -> {
                    if (event instanceof RoomEvent.Exited exited) {
                        exits.add(exited);
                    }
                },
                new SecureRandom());
        RoomKey key = publishing("first").room();
        Seat deaf = rooms.enter(new Entry(key, "bob", Family.CALL, Role.ANCHOR, Permissions.ALL, Door.SIGNALLING, DEAF))
                .join();
        Seat last = rooms.enter(new Entry(
                        key, "eve", Family.CALL, Role.ANCHOR, Permissions.ALL, Door.SIGNALLING, RoomClient.MUTE))
                .join();

        assertThat(rooms.dismiss(key).join()).isTrue();

        assertThat(exits).extracting(RoomEvent.Exited::sessionId).containsExactly(deaf.sessionId(), last.sessionId());
        assertThat(rooms.isPresent(last.sessionId())).isFalse();
    }
}
