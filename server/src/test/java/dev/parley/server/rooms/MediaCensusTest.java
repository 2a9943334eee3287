package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.parley.server.rooms.MediaCensus.Question;
import dev.parley.server.rooms.MediaCensus.Reading;
import dev.parley.server.rooms.RoomMedia.Client;
import dev.parley.server.rooms.RoomMedia.PublishedLayer;
import dev.parley.server.rooms.RoomMedia.Received;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What there is to see of one worker's rooms, by the packets that really pass. */
class MediaCensusTest {

    private static final int EVERYBODY = 100;

    private final RoomScene scene = new RoomScene();
    private final Guest anna = scene.call("anna");
    private final Guest carl = scene.call("carl");

    private void meet() {
        anna.offer(List.of(Sections.publishing(StreamType.AUDIO), Sections.publishingTwoLayers(false)));
        carl.publish();
        anna.connect();
        carl.connect();
    }

    private RoomMedia read(int first, int most) {
        Question question = new Question(List.of(RoomScene.KEY), first, most);
        return scene.worker.answer(scene.rooms.media().read(question)).rooms().getFirst();
    }

    private Client client(String user) {
        return read(0, EVERYBODY).shown().stream()
                .filter(shown -> shown.userId().equals(user))
                .findFirst()
                .orElseThrow();
    }

    private MediaCounts total() {
        return scene.rooms.media().workers().getFirst().counts();
    }

    @Test
    void showsWhatEverybodySendsAndGets() {
        meet();
        carl.subscribe("anna", StreamType.MAIN, "picture-0", Layer.SMALL);
        carl.subscribe("anna", StreamType.AUDIO, "sound-0");
        scene.send(4_000, anna);

        Client publisher = client("anna");
        assertThat(publisher.connected()).isTrue();
        assertThat(publisher.door()).isEqualTo(Door.SIGNALLING);
        assertThat(publisher.published()).extracting(RoomMedia.Published::codec).containsExactly("opus", "VP8");
        assertThat(publisher.published().getLast().layers())
                .extracting(PublishedLayer::layer, PublishedLayer::size)
                .containsExactly(tuple(Layer.BIG, "1280x720"), tuple(Layer.SMALL, "320x180"));
        List<PublishedLayer> layers = publisher.published().stream()
                .flatMap(stream -> stream.layers().stream())
                .toList();
        assertThat(layers).allSatisfy(layer -> assertThat(layer.bitsPerSecond()).isPositive());
        assertThat(publisher.rates().bitsIn())
                .isCloseTo(
                        layers.stream().mapToLong(PublishedLayer::bitsPerSecond).sum(), withinPercentage(10));
        assertThat(publisher.rates().packetsIn()).isBetween(29L, 31L);
        assertThat(publisher.rates().lostPercent()).isZero();

        Client player = client("carl");
        assertThat(player.receives()).isEqualTo(2);
        Received picture = player.received().getFirst();
        assertThat(picture.publisher()).isEqualTo("anna");
        assertThat(picture.wished()).isEqualTo(LayerWish.SMALL);
        assertThat(picture.playing()).isEqualTo(Layer.SMALL);
        assertThat(player.received())
                .allSatisfy(stream -> assertThat(stream.bitsPerSecond()).isPositive());
        long bits =
                player.received().stream().mapToLong(Received::bitsPerSecond).sum();
        assertThat(player.rates().bitsOut()).isEqualTo(bits);
    }

    @Test
    void theWholeRoomIsTheSumOfItsClients() {
        meet();
        carl.subscribe("anna", StreamType.MAIN, "picture-0");
        scene.send(3_000, anna);

        RoomMedia room = read(0, EVERYBODY);

        assertThat(room.room()).isEqualTo(RoomScene.KEY);
        assertThat(room.worker()).isZero();
        assertThat(room.clients()).isEqualTo(2);
        assertThat(room.counts().packetsIn())
                .isEqualTo(client("anna").figures().packetsIn())
                .isPositive();
        assertThat(room.counts().packetsOut())
                .isEqualTo(client("carl").figures().packetsOut())
                .isPositive();
        assertThat(room.rates().packetsIn()).isEqualTo(client("anna").rates().packetsIn());
    }

    private static void speak(Guest guest, int loudness) {
        guest.streams(StreamType.AUDIO).forEach(stream -> stream.speak(loudness));
    }

    @Test
    void showsWhoSpoke() {
        meet();
        carl.publish(StreamType.AUDIO);
        scene.send(1_000, anna, carl);
        assertThat(read(0, 0).speakers()).isEmpty();
        speak(carl, 20);
        scene.send(2_000, anna, carl);
        speak(carl, 127);
        speak(anna, 30);
        scene.send(3_000, anna, carl);
        assertThat(read(0, 0).speakers()).containsExactly("anna", "carl");

        carl.leave();
        assertThat(read(0, 0).speakers()).containsExactly("anna");
        anna.publish(StreamType.MAIN);
        assertThat(read(0, 0).speakers()).isEmpty();
    }

    @Test
    void nothingPlaysThatIsMuted() {
        meet();
        carl.subscribe("anna", StreamType.MAIN, "picture-0");
        scene.send(2_000, anna);
        anna.mute(StreamType.MAIN, true);
        scene.worker.run(3_000);

        Received picture = client("carl").received().getFirst();
        assertThat(picture.playing()).isNull();
        assertThat(picture.bitsPerSecond()).isZero();
        assertThat(client("anna").published().getLast().muted()).isTrue();
    }

    @Test
    void describesAsManyClientsAsAreAskedFor() {
        for (int guest = 0; guest < 7; guest++) {
            scene.call("guest-" + guest);
        }

        assertThat(read(0, 0).shown()).isEmpty();
        assertThat(read(0, 0).clients()).isEqualTo(9);
        assertThat(read(2, 3).shown()).extracting(Client::userId).containsExactly("guest-0", "guest-1", "guest-2");
        assertThat(read(8, 3).shown()).extracting(Client::userId).containsExactly("guest-6");
        assertThat(read(9, 3).shown()).isEmpty();
    }

    @Test
    void describesSomebodyWhoHasJustCome() {
        Client shown = client("anna");
        assertThat(shown.connected()).isFalse();
        assertThat(shown.figures().packetsIn()).isZero();
        assertThat(shown.rates()).isEqualTo(MediaRates.NONE);
    }

    @Test
    void countsEveryPacketThatWasForwardedThoughThePlayerHasLeft() {
        meet();
        carl.subscribe("anna", StreamType.AUDIO, "sound-0");
        scene.send(2_300, anna);
        int received = carl.takeReceived().size();

        carl.leave();
        scene.worker.run(1_000);

        assertThat(received).isGreaterThan(20);
        assertThat(total().packetsOut()).isEqualTo(received);
        scene.send(2_000, anna);
        assertThat(total().packetsOut()).isEqualTo(received);
    }

    @Test
    void countsWhatAnEarlierConnectionCarried() {
        meet();
        carl.subscribe("anna", StreamType.AUDIO, "sound-0");
        scene.send(2_300, anna);
        int received = carl.takeReceived().size();
        carl.beginAnew();
        carl.publish();
        carl.connect();
        carl.subscribe("anna", StreamType.AUDIO, "sound-0");
        scene.send(1_400, anna);
        scene.worker.run(1_000);

        int again = carl.takeReceived().size();
        assertThat(again).isGreaterThan(10);
        assertThat(total().packetsOut()).isEqualTo(received + again);
        assertThat(client("carl").figures().packetsOut()).isEqualTo(again);
    }

    @Test
    void isCountedOnceASecond() {
        meet();
        scene.send(1_000, anna);
        WorkerMedia before = scene.rooms.media().workers().getFirst();
        assertThat(before.clients()).isEqualTo(2);
        scene.worker.run(980);
        WorkerMedia after = scene.rooms.media().workers().getFirst();
        assertThat(after.at() - before.at()).isIn(0L, 1_000L);
        scene.worker.run(1_000);
        assertThat(scene.rooms.media().workers().getFirst().at() - after.at()).isEqualTo(1_000);
    }

    @Test
    void aRoomThatIsNotThereIsLeftOut() {
        RoomKey nowhere = new RoomKey(20_000_001, RoomKind.INT, "7");
        Reading reading =
                scene.worker.answer(scene.rooms.media().read(new Question(List.of(nowhere, RoomScene.KEY), 0, 0)));

        assertThat(reading.rooms()).extracting(RoomMedia::room).containsExactly(RoomScene.KEY);
        assertThat(reading.silentWorkers()).isEmpty();
    }

    @Test
    void noMoreThanSoMuchMayBeAskedFor() {
        List<RoomKey> many = Collections.nCopies(MediaCensus.MOST_ROOMS + 1, RoomScene.KEY);
        assertThatThrownBy(() -> new Question(many, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Question(List.of(), 0, MediaCensus.MOST_CLIENTS + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Question(List.of(), -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
