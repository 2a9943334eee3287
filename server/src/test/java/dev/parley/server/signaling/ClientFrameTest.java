package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.StreamType;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of clients, good and bad; each complaint names what is wrong (docs/signalling.md). */
class ClientFrameTest {

    private static BadFrameException complaint(String text, Function<ClientFrame, Object> read) {
        return Objects.requireNonNull(
                catchThrowableOfType(BadFrameException.class, () -> read.apply(ClientFrame.parse(text))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "null", "\"t\"", "{\"t\":", "{\"t\":\"ping\"} {}x", "{t:1}"})
    void whatIsNoObjectIsNoFrame(String text) {
        assertThat(complaint(text, ClientFrame::type).code()).isEqualTo(-102053);
    }

    @Test
    void readsTypeAndNumber() {
        ClientFrame frame = ClientFrame.parse("{\"t\":\"ping\",\"id\":12,\"got\":130,\"unknown\":{}}");

        assertThat(frame.type()).isEqualTo("ping");
        assertThat(frame.id()).isEqualTo(12);
        assertThat(frame.optionalNumber("got")).contains(130L);
        assertThat(frame.optionalNumber("missing")).isEmpty();
    }

    @Test
    void whatHasNoPositiveNumberIsNoRequest() {
        assertThat(ClientFrame.parse("{\"t\":\"msg\"}").id()).isZero();
        assertThat(ClientFrame.parse("{\"id\":0}").id()).isZero();
        assertThat(ClientFrame.parse("{\"id\":-3}").id()).isZero();
        assertThat(ClientFrame.parse("{\"id\":null}").id()).isZero();
        assertThat(ClientFrame.parse("{}").type()).isEmpty();
    }

    @Test
    void complainsAboutTheMemberAtFault() {
        assertThat(complaint("{\"id\":1.5}", ClientFrame::id)).hasMessageContaining("id must be a whole number");
        assertThat(complaint("{\"id\":1e99}", ClientFrame::id)).hasMessageContaining("id");
        assertThat(complaint("{\"id\":\"1\"}", ClientFrame::id)).hasMessageContaining("id");
        assertThat(complaint("{\"seq\":99999999999999999999}", frame -> frame.number("seq")))
                .hasMessageContaining("seq");
        assertThat(complaint("{\"mid\":3}", frame -> frame.text("mid"))).hasMessageContaining("mid must be a text");
        assertThat(complaint("{}", frame -> frame.text("mid"))).hasMessageContaining("mid is missing");
        assertThat(complaint("{}", frame -> frame.number("seq"))).hasMessageContaining("seq is missing");
        assertThat(complaint("{\"muted\":1}", frame -> frame.flag("muted"))).hasMessageContaining("muted");
        assertThat(complaint("{\"offer\":[]}", frame -> frame.optionalObject("offer")))
                .hasMessageContaining("offer must be an object");
        assertThat(complaint("{\"mid\":3}", frame -> frame.text("mid")).code()).isEqualTo(-102023);
    }

    @Test
    void whatIsMissingOrNullIsNotThere() {
        ClientFrame frame = ClientFrame.parse("{\"text\":null,\"flag\":null,\"object\":null,\"items\":null}");

        assertThat(frame.optionalText("text")).isEmpty();
        assertThat(frame.flag("flag")).isFalse();
        assertThat(frame.flag("missing")).isFalse();
        assertThat(frame.optionalObject("object")).isEmpty();
        assertThat(frame.objects("items", 3, item -> item)).isEmpty();
        assertThat(frame.objects("missing", 3, item -> item)).isEmpty();
    }

    @Test
    void readsListsOfObjectsUpToTheirLimit() {
        String text = "{\"items\":[{\"mid\":\"0\"},{\"mid\":\"1\"}]}";

        List<String> mids = ClientFrame.parse(text).objects("items", 2, item -> item.text("mid"));
        assertThat(mids).containsExactly("0", "1");
        assertThat(complaint(text, frame -> frame.objects("items", 1, item -> item)))
                .hasMessageContaining("at most 1");
        assertThat(complaint("{\"items\":[7]}", frame -> frame.objects("items", 2, item -> item)))
                .hasMessageContaining("items must be an array of objects");
        assertThat(complaint("{\"items\":{}}", frame -> frame.objects("items", 2, item -> item)))
                .hasMessageContaining("items");
    }

    @Test
    void readsOneOfAChoice() {
        ClientFrame frame = ClientFrame.parse("{\"source\":\"aux\",\"layer\":\"huge\"}");

        assertThat(frame.choice("source", StreamType.class, StreamType::wireName))
                .isEqualTo(StreamType.AUX);
        assertThat(frame.choice("absent", Layer.BIG, Layer.class, Layer::wireName))
                .isEqualTo(Layer.BIG);
        BadFrameException complaint = Objects.requireNonNull(catchThrowableOfType(
                BadFrameException.class, () -> frame.choice("layer", Layer.BIG, Layer.class, Layer::wireName)));
        assertThat(complaint).hasMessage("layer must be one of big, small");
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(complaint(deep, ClientFrame::type).code()).isEqualTo(-102053);
    }
}
