package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.conformance.Bill.Tier;
import dev.parley.conformance.Member.Picture;
import dev.parley.conformance.Member.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Both kinds of messages between browsers (spec/13). */
@ExtendWith(Stage.class)
@Execution(ExecutionMode.SAME_THREAD)
@Tag("DescribeTrtcRoomUsage")
final class MessageScenariosTest {

    private static final int PER_SECOND = 30;
    private static final int INVALID_OPERATION = 5100;
    private static final int SEI_NOT_ENABLED = 5108;

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void messagesReachAllOthersInOrderAndNobodyWhoComesLater(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("chat");
        List<String> texts =
                IntStream.rangeClosed(0, PER_SECOND).mapToObj(Integer::toString).toList();
        try (Member anna = browser.member(endpoint, room, "anna").enter();
                Member bert = browser.member(endpoint, room, "bert").enter();
                Member carl = browser.member(endpoint, room, "carl").enter();
                Member dora = browser.member(endpoint, room, "dora")) {
            bert.toldOf("remote-user-enter", anna);
            JsonNode outcome = anna.sendAll(2, texts);
            assertThat(outcome.required("sent").asInt()).isEqualTo(PER_SECOND);
            assertThat(outcome.at("/refusal/code").asInt()).isEqualTo(INVALID_OPERATION);
            bert.told("custom-message", Map.of("data", texts.get(PER_SECOND - 1)));
            carl.told("custom-message", Map.of("data", texts.get(PER_SECOND - 1)));

            dora.enter().toldOf("remote-user-enter", anna);
            sendWhenAllowed(anna, "late");
            for (Member receiver : List.of(bert, carl, dora)) {
                receiver.told("custom-message", Map.of("userId", "anna", "cmdId", 2, "data", "late"));
            }
            List<String> sent =
                    IntStream.range(0, PER_SECOND).mapToObj(texts::get).toList();
            mustHaveCome(bert, sent);
            mustHaveCome(carl, sent);
            assertThat(dora.everTold("custom-message")).hasSize(1);
            assertThat(anna.everTold("custom-message")).as("nothing comes back").isEmpty();

            new Bill()
                    .stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), bert.leave())
                    .stay(carl.entered(), carl.leave())
                    .stay(dora.entered(), dora.leave())
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    /** The next second of the sender's limit begins by itself. */
    private static void sendWhenAllowed(Member sender, String text) {
        await("another second")
                .atMost(Duration.ofSeconds(5))
                .until(() -> sender.sendAll(2, List.of(text)).required("sent").asInt() == 1);
    }

    private static void mustHaveCome(Member receiver, List<String> burst) {
        List<Told> all = receiver.everTold("custom-message");
        assertThat(all.subList(0, PER_SECOND))
                .extracting(told -> told.payload().required("data").asString())
                .isEqualTo(burst);
        long first = all.getFirst().payload().required("seq").asLong();
        assertThat(all)
                .extracting(told -> told.payload().required("seq").asLong() - first)
                .containsExactlyElementsOf(IntStream.rangeClosed(0, PER_SECOND)
                        .asLongStream()
                        .boxed()
                        .toList());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void messagesInThePictureReachThoseWhoReceiveIt(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("sei");
        Map<String, Object> hello = Map.of("bytes", "hello");
        try (Member anna = browser.member(endpoint, room, "anna").withClient("enableSEI", true);
                Member bert = browser.member(endpoint, room, "bert").withClient("enableSEI", true);
                Member carl = browser.member(endpoint, room, "carl").withClient("enableSEI", true);
                Member dora = browser.member(endpoint, room, "dora")) {
            anna.enter().call("startLocalVideo", Map.of("option", Picture.SD.option()));
            anna.sending(Picture.SD);
            bert.enter().toldOf("remote-video-available", anna, "main");
            Instants seen = bert.receive("anna", "main", Picture.SD);
            carl.enter().toldOf("remote-video-available", anna, "main");
            assertThat(dora.enter().refused("sendSEIMessage", hello)).isEqualTo(SEI_NOT_ENABLED);

            anna.call("sendSEIMessage", hello);
            bert.told("sei-message", Map.of("userId", "anna", "streamType", "main", "data", "hello"));
            anna.call("sendSEIMessage", Map.of("bytes", "sixteen bytes id and text"), Map.of("seiPayloadType", 5));
            bert.told("sei-message", Map.of("seiPayloadType", 5, "data", "sixteen bytes id and text"));
            assertThat(bert.everTold("sei-message")).hasSize(2);
            assertThat(carl.everTold("sei-message")).as("who takes no picture").isEmpty();

            Instants bertLeft = bert.leave();
            new Bill()
                    .stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), bertLeft)
                    .stay(carl.entered(), carl.leave())
                    .stay(dora.entered(), dora.leave())
                    .picture(Tier.SD, seen, bertLeft)
                    .mustBeCharged(endpoint, begin, room);
        }
    }
}
