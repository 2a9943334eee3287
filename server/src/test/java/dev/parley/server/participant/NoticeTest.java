package dev.parley.server.participant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The frames are those of docs/signalling.md. */
class NoticeTest {

    private static Notice read(String frame) {
        return Notice.read(JsonMapper.shared().readTree(frame));
    }

    @Test
    void readsWhoCameChangedAndWent() {
        assertThat(read("{\"t\":\"user-entered\",\"userId\":\"carol\",\"flags\":0,\"codecs\":{}}"))
                .isEqualTo(new Notice.UserEntered(new RoomUser("carol", 0, Map.of())));
        assertThat(read("{\"t\":\"user-changed\",\"userId\":\"bob\",\"flags\":25,"
                        + "\"codecs\":{\"audio\":\"opus\",\"main\":\"H264\"}}"))
                .isEqualTo(new Notice.UserChanged(new RoomUser("bob", 25, Map.of("audio", "opus", "main", "H264"))));
        assertThat(read("{\"t\":\"user-left\",\"userId\":\"carol\",\"reason\":3}"))
                .isEqualTo(new Notice.UserLeft("carol", 3));
    }

    @Test
    void understandsFlags() {
        RoomUser muted = new RoomUser("bob", 1 | 2 | 8 | 16, Map.of());

        assertThat(muted.publishes(MediaSource.MAIN)).isTrue();
        assertThat(muted.isAvailable(MediaSource.MAIN)).isFalse();
        assertThat(muted.isAvailable(MediaSource.AUDIO)).isTrue();
        assertThat(muted.publishes(MediaSource.AUX)).isFalse();
        assertThat(muted.hasSmall()).isTrue();
    }

    @Test
    void readsMessages() {
        Notice notice = read("{\"t\":\"msg\",\"cmdId\":1,\"seq\":10042,\"rel\":true,\"ord\":true,"
                + "\"data\":\"aGVsbG8=\",\"from\":\"alice\"}");

        assertThat(notice).isInstanceOfSatisfying(Notice.Message.class, message -> {
            assertThat(message.from()).isEqualTo("alice");
            assertThat(message.seq()).isEqualTo(10_042);
            assertThat(new String(message.data(), UTF_8)).isEqualTo("hello");
        });
        assertThat(read("{\"t\":\"msg-limited\",\"dropped\":3}")).isEqualTo(new Notice.MessagesDropped(3));
        assertThat(read("{\"t\":\"msg-refused\",\"cmdId\":1,\"seq\":2,\"code\":-102023,\"message\":\"why\"}"))
                .isEqualTo(new Notice.MessageRefused(1, 2, -102_023, "why"));
    }

    @Test
    void readsWhatBefallsTheParticipantItself() {
        assertThat(read("{\"t\":\"blocked\",\"audio\":true,\"video\":false}"))
                .isEqualTo(new Notice.Blocked(true, false));
        assertThat(read("{\"t\":\"kicked\",\"reason\":\"banned\"}")).isEqualTo(new Notice.Kicked("banned"));
        assertThat(read("{\"t\":\"error\",\"code\":-102054,\"message\":\"no\"}"))
                .isEqualTo(new Notice.Fault(-102_054, "no"));
    }

    @Test
    void keepsTheNameOfWhatItDoesNotKnow() {
        assertThat(read("{\"t\":\"weather\"}")).isEqualTo(new Notice.Unknown("weather"));
    }
}
