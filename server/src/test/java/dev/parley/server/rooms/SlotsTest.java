package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.forward.PeerMedia;
import dev.parley.media.session.MediaKind;
import dev.parley.server.rooms.Guest.Received;
import dev.parley.server.rooms.MediaOffer.Receiving;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes on which slot (docs/signalling.md, spec/10 §8.1), by the packets that really arrive. */
class SlotsTest {

    private final RoomScene scene = new RoomScene();
    private final Guest anna = scene.call("anna");
    private final Guest bert = scene.call("bert");
    private final Guest carl = scene.call("carl");

    /** Of what arrived last. */
    private Set<Integer> payloadTypes = Set.of();

    @BeforeEach
    void everybodySends() {
        anna.offer(List.of(
                Sections.publishing(StreamType.AUDIO),
                Sections.publishingTwoLayers(false),
                Sections.publishing(StreamType.AUX)));
        bert.publish(StreamType.AUDIO, StreamType.MAIN);
        carl.publish();
        anna.connect();
        bert.connect();
        carl.connect();
        scene.told();
    }

    private Set<String> arriving(long millis) {
        carl.takeReceived();
        scene.send(millis, anna, bert);
        List<Received> received = carl.takeReceived();
        payloadTypes = received.stream().map(Received::payloadType).collect(Collectors.toSet());
        return received.stream().map(this::words).collect(Collectors.toSet());
    }

    private String words(Received received) {
        for (Guest sender : List.of(anna, bert)) {
            for (StreamType type : StreamType.values()) {
                List<SimulatedStream> layers = sender.streams(type);
                for (int layer = 0; layer < layers.size(); layer++) {
                    if (layers.get(layer).mark() == received.stream()) {
                        String name = layers.size() == 1 ? "" : layer == 0 ? " big" : " small";
                        return received.slot() + ": " + sender.user + " " + type.wireName() + name;
                    }
                }
            }
        }
        return "?";
    }

    @Test
    void nothingComesUnasked() {
        assertThat(arriving(1_000)).isEmpty();
    }

    @Test
    void eachStreamComesOnItsSlotAndNoOther() {
        carl.subscribe("anna", StreamType.AUDIO, "sound-0");
        carl.subscribe("bert", StreamType.AUDIO, "sound-2");
        carl.subscribe("anna", StreamType.AUX, "picture-1");
        carl.subscribe("bert", StreamType.MAIN, "picture-0");

        assertThat(arriving(1_000))
                .containsExactlyInAnyOrder(
                        "sound-0: anna audio", "sound-2: bert audio", "picture-1: anna aux", "picture-0: bert main");
    }

    @Test
    void takingASlotInUseEndsWhatItHad() {
        carl.subscribe("anna", StreamType.AUX, "picture-0");
        arriving(1_000);
        scene.told();

        assertThat(carl.subscribe("bert", StreamType.MAIN, "picture-0")).isEmpty();

        assertThat(scene.events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("FlowChanged", "Unsubscribed", "Subscribed");
        assertThat(arriving(1_000)).containsExactly("picture-0: bert main");
    }

    @Test
    void subscribingAgainMovesTheSubscription() {
        carl.subscribe("bert", StreamType.MAIN, "picture-0");
        arriving(1_000);
        scene.told();

        carl.subscribe("bert", StreamType.MAIN, "picture-2");
        assertThat(arriving(1_000)).containsExactly("picture-2: bert main");
        assertThat(scene.told(RoomEvent.Subscribed.class)).isEmpty();
        assertThat(scene.told(RoomEvent.Unsubscribed.class)).isEmpty();
        assertThat(scene.told(RoomEvent.FlowChanged.class))
                .extracting(RoomEvent.FlowChanged::layer)
                .containsExactly(null, Layer.BIG);

        carl.subscribe("anna", StreamType.AUX, "picture-0"); // which is free again
        assertThat(arriving(1_000)).containsExactlyInAnyOrder("picture-2: bert main", "picture-0: anna aux");
    }

    @Test
    void movingToASlotInUseEndsTheOtherSubscriptionOnly() {
        carl.subscribe("bert", StreamType.MAIN, "picture-0");
        carl.subscribe("anna", StreamType.MAIN, "picture-1");

        carl.subscribe("bert", StreamType.MAIN, "picture-1");

        assertThat(arriving(1_000)).containsExactly("picture-1: bert main");
        assertThat(scene.told(RoomEvent.Unsubscribed.class))
                .extracting(RoomEvent.Unsubscribed::publisherUserId)
                .containsExactly("anna");
    }

    @Test
    void theSmallPictureComesInPlaceOfTheBigOneAndTheFlowSaysSo() {
        carl.subscribe("anna", StreamType.MAIN, "picture-0", Layer.SMALL);
        assertThat(arriving(1_000)).containsExactly("picture-0: anna main small");

        carl.subscribe("anna", StreamType.MAIN, "picture-0", Layer.BIG);
        arriving(1_000);
        assertThat(arriving(1_000)).containsExactly("picture-0: anna main big");

        assertThat(scene.told(RoomEvent.FlowChanged.class))
                .extracting(RoomEvent.FlowChanged::layer)
                .containsExactly(Layer.SMALL, Layer.BIG);
    }

    @Test
    void theBigPictureStandsInWhileThereIsNoSmallOne() {
        carl.subscribe("bert", StreamType.MAIN, "picture-0", Layer.SMALL);
        assertThat(arriving(1_000)).containsExactly("picture-0: bert main");

        bert.offer(List.of(Sections.publishingTwoLayers(false)));
        arriving(1_000);

        assertThat(arriving(1_000)).containsExactly("picture-0: bert main small");
    }

    @Test
    void refusesWhoIsNotThereOneselfAndWhatIsNoSlotForIt() {
        assertThat(code("nobody", StreamType.MAIN, "picture-0")).isEqualTo(-102007);
        assertThat(code("carl", StreamType.MAIN, "picture-0")).isEqualTo(-102007);
        assertThat(code("anna", StreamType.MAIN, "sound-0")).isEqualTo(-102023);
        assertThat(code("anna", StreamType.AUDIO, "picture-0")).isEqualTo(-102023);
        assertThat(code("anna", StreamType.MAIN, "elsewhere")).isEqualTo(-102023);
        assertThat(scene.events).isEmpty();
    }

    private int code(String publisher, StreamType type, String slot) {
        return carl.subscribe(publisher, type, slot).orElseThrow().code();
    }

    @Test
    void aSubscriptionOutlivesThePublicationButNotTheStay() {
        carl.subscribe("bert", StreamType.MAIN, "picture-0");
        bert.publish(StreamType.AUDIO);
        assertThat(arriving(1_000)).isEmpty();
        bert.publish(StreamType.AUDIO, StreamType.MAIN);
        assertThat(arriving(1_000)).containsExactly("picture-0: bert main");

        scene.told();
        bert.leave();
        assertThat(scene.events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("FlowChanged", "Unsubscribed", "Exited");
        Guest again = scene.call("bert");
        again.publish(StreamType.MAIN);
        again.connect();
        scene.send(1_000, again);
        assertThat(carl.takeReceived()).isEmpty();
    }

    @Test
    void mutedAndUnsubscribedStreamsDoNotCome() {
        carl.subscribe("anna", StreamType.AUDIO, "sound-0");
        carl.subscribe("anna", StreamType.MAIN, "picture-0");
        arriving(500);
        anna.mute(StreamType.MAIN, true);
        assertThat(arriving(1_000)).containsExactly("sound-0: anna audio");
        anna.mute(StreamType.MAIN, false);
        assertThat(arriving(1_000)).hasSize(2);

        carl.unsubscribe("anna", StreamType.AUDIO);
        carl.unsubscribe("anna", StreamType.AUDIO);
        assertThat(arriving(1_000)).containsExactly("picture-0: anna main big");
    }

    @Test
    void whatNoOfferNamesAnyMoreIsNoSlot() {
        carl.subscribe("bert", StreamType.MAIN, "picture-0");
        arriving(1_000);
        scene.told();
        List<Receiving> soundOnly = List.of(new Receiving(Tracks.section(MediaKind.AUDIO, "sound-0"), ""));

        carl.offer(List.of(), soundOnly);

        assertThat(arriving(1_000)).isEmpty();
        assertThat(scene.events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("FlowChanged", "Unsubscribed");
        assertThat(code("bert", StreamType.MAIN, "picture-0")).isEqualTo(-102023);
        carl.offer(List.of());
        carl.subscribe("bert", StreamType.MAIN, "picture-0");
        assertThat(arriving(1_000)).containsExactly("picture-0: bert main");
    }

    @Test
    void aSlotOfferedInOtherFormatsGoesOnInThose() {
        carl.subscribe("bert", StreamType.MAIN, "picture-0");
        arriving(1_000);
        Receiving other = new Receiving(
                Tracks.withPayloadTypes(Sections.publishing(StreamType.MAIN), 102, 103)
                        .track(),
                "");

        carl.offer(List.of(), List.of(Sections.named(other, "picture-0")));

        assertThat(arriving(1_000)).containsExactly("picture-0: bert main");
        assertThat(payloadTypes).containsExactly(102);
        assertThat(scene.told(RoomEvent.Unsubscribed.class)).isEmpty();
    }

    @Test
    void slotsOfOneGroupAreOneMediaStream() {
        MediaAnswer answer = carl.offer(
                List.of(),
                List.of(
                        new Receiving(Tracks.section(MediaKind.AUDIO, "a"), "x"),
                        new Receiving(Tracks.section(MediaKind.VIDEO, "b"), "x"),
                        new Receiving(Tracks.section(MediaKind.VIDEO, "c"), ""),
                        new Receiving(Tracks.section(MediaKind.VIDEO, "d"), "")));

        List<String> streams =
                answer.outgoing().stream().map(Rooms.OutgoingTrack::streamId).toList();
        assertThat(streams.get(0)).isEqualTo(streams.get(1));
        assertThat(streams.subList(1, 4)).doesNotHaveDuplicates();
        assertThat(answer.outgoing()).extracting(Rooms.OutgoingTrack::ssrc).doesNotHaveDuplicates();
    }

    @Test
    void aConnectionThatOpensSlotsForEverIsRefusedBeforeItsKeysAreUsedUp() {
        EntryRefusedException refused = scene.refusal(() -> {
            for (int turn = 0; turn * 100 <= PeerMedia.MOST_SENT; turn++) {
                carl.offer(List.of(), soundSlots(100, turn % 2));
            }
        });

        assertThat(refused.code()).isEqualTo(Refusal.BAD_PARAMETER);
        carl.subscribe("anna", StreamType.AUDIO, "0");
        assertThat(carl.offer(List.of(), soundSlots(100, 0)).outgoing()).hasSize(100); // those there are
    }

    /** The same sections in formats that differ by their payload type alone. */
    private static List<Receiving> soundSlots(int count, int format) {
        return IntStream.range(0, count)
                .mapToObj(mid -> Tracks.section(MediaKind.AUDIO, "" + mid))
                .map(track -> Tracks.withPayloadTypes(
                                new MediaOffer.Publishing(StreamType.AUDIO, track, false, ""), 100 + format, -1)
                        .track())
                .map(track -> new Receiving(track, ""))
                .toList();
    }
}
