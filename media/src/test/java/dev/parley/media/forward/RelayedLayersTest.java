package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Layers on their way to another thread, where a player may come to any of them at any time. */
class RelayedLayersTest {

    private static final TrackDescription PICTURE = new TrackDescription(
            MediaKind.VIDEO,
            "1",
            List.of(new Codec("VP8", 96, 90_000, 1, "", 97, Set.of("nack", "nack pli"))),
            HeaderExtensions.NONE,
            List.of(),
            Map.of(),
            List.of("h", "l"));
    private static final int RING = 4;
    private static final long SSRC = 9;

    private final Queue<Runnable> home = new ArrayDeque<>();
    private final Queue<Runnable> abroad = new ArrayDeque<>();
    private final TrackRelay relay = new TrackRelay(home::add, abroad::add, () -> this.now, RING);
    private final TrackMirrors mirrors = relay.mirrors();
    private final SilentUpstream publisher = new SilentUpstream();
    private final IncomingTrack source = new IncomingTrack(PICTURE, "l", publisher);
    private final List<Long> taken = new ArrayList<>();
    private long now = 1_772_416_777_000L;
    private int sent;

    private final PacketSink player = new PacketSink() {
        @Override
        public void take(IncomingTrack from, MediaPacket packet, long at) {
            taken.add(packet.sequence());
        }

        @Override
        public void lose(IncomingTrack lost) {}
    };

    private void publish(int count) {
        for (int index = 0; index < count; index++, sent++) {
            byte[] packet = Pictures.packet(sent, SSRC, sent % 20 == 0);
            source.receive(packet, packet.length, now);
        }
    }

    private void takeTurns() {
        while (!home.isEmpty() || !abroad.isEmpty()) {
            Runnable task = home.isEmpty() ? abroad.remove() : home.remove();
            task.run();
        }
    }

    private void pass(long millis) {
        for (long end = now + millis; now < end; ) {
            now += 10;
            takeTurns();
            source.tick(now);
            mirrors.tick(now);
            takeTurns();
        }
    }

    @Test
    void isCarriedThoughNobodyPlaysItAsLongAsSomebodyMayComeToIt() {
        RelayedTrack carried = relay.carry(source);
        IncomingTrack mirror = mirrors.hold(carried);
        assertThat(mirrors.hold(carried)).isSameAs(mirror);
        publish(1);
        pass(10 * TrackMirrors.LINGER_MILLIS);
        mirrors.release(carried);
        pass(10 * TrackMirrors.LINGER_MILLIS);
        assertThat(relay.carried()).isEqualTo(1);

        mirror.attach(player);
        publish(3);
        takeTurns();
        assertThat(taken).hasSize(3);

        mirror.detach(player);
        mirrors.release(carried);
        pass(TrackMirrors.LINGER_MILLIS - 100);
        assertThat(relay.carried()).isEqualTo(1);
        pass(200);
        assertThat(relay.carried()).isZero();
        assertThat(source.sinks()).isEmpty();
        assertThat(mirrors.originalOf(mirror)).isNull();
    }

    @Test
    void isLetGoAsOftenAsItIsHeldAndNotOnceMore() {
        RelayedTrack carried = relay.carry(source);
        mirrors.hold(carried);
        mirrors.release(carried);
        assertThatThrownBy(() -> mirrors.release(carried)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void endsWithItsOriginalHoweverManyHoldIt() {
        RelayedTrack carried = relay.carry(source);
        IncomingTrack mirror = mirrors.hold(carried);
        publish(1);
        takeTurns();
        source.end();
        takeTurns();

        assertThat(mirror.isEnded()).isTrue();
        assertThat(mirror.isActive(now)).isFalse();
        assertThat(relay.carried()).isZero();
        mirrors.release(carried);
        pass(2 * TrackMirrors.LINGER_MILLIS);
        assertThat(relay.carried()).isZero();
    }

    @Test
    void isKnownForWhatItCostsBeforeItsFirstPacketCameOver() {
        for (int step = 0; step < 100; step++) {
            publish(1);
            now += 20;
        }
        IncomingTrack mirror = mirrors.mirrorOf(relay.carry(source));

        assertThat(source.bitrate(now)).isBetween(20_000L, 22_000L);
        assertThat(mirror.bitrate(now)).isEqualTo(source.bitrate(now));
        assertThat(mirror.isActive(now)).isTrue();
        assertThat(mirror.isActive(now + 2_000)).isFalse();
    }

    @Test
    void countsWhatItCostsItself() {
        IncomingTrack mirror = mirrors.mirrorOf(relay.carry(source));
        assertThat(mirror.isActive(now)).isFalse();
        for (int step = 0; step < 100; step++) {
            publish(1);
            pass(20);
        }
        assertThat(mirror.bitrate(now)).isBetween(20_000L, 22_000L);
        assertThat(mirror.isActive(now)).isTrue();
        assertThat(mirror.pictureSize()).isEqualTo(source.pictureSize());
    }

    @Test
    void costsNoKeyFrameWhenPacketsFindNoRoomThatNobodyPlays() {
        RelayedTrack carried = relay.carry(source);
        IncomingTrack mirror = mirrors.hold(carried);
        overrun();
        assertThat(relay.dropped()).isPositive();
        assertThat(publisher.keyFrameRequests).isZero();

        mirror.attach(player);
        pass(10);
        overrun();
        assertThat(publisher.keyFrameRequests).isEqualTo(1);
    }

    private void overrun() {
        publish(1);
        pass(1_000);
        publish(RING + 2);
        takeTurns();
        publish(1);
        pass(1_000);
    }

    @Test
    void isAskedForAKeyFrameByWhoComesToIt() {
        IncomingTrack mirror = mirrors.hold(relay.carry(source));
        publish(5);
        pass(1_000);
        assertThat(publisher.keyFrameRequests).isZero();
        mirror.attach(player);
        mirror.requestKeyFrame();
        pass(100);
        assertThat(publisher.keyFrameRequests).isEqualTo(1);
    }
}
