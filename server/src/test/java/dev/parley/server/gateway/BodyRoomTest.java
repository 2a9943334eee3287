package dev.parley.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.ApiSettings;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What strangers may have a server keep in memory for them. */
class BodyRoomTest {

    private static final int ROOM = 100_000;
    private static final String REMOVE = "{\"SdkAppId\":20000001,\"RoomId\":2,\"UserIds\":[\"a\"]}";

    /** Within the five minutes that a signature lasts. */
    private static final int MOST_CALLS = 2_000;

    private final BodyRoom room = new BodyRoom(ROOM);
    private DoorFixture door;

    @BeforeEach
    void start() throws IOException {
        door = new DoorFixture(ApiSettings.defaults(), room);
    }

    @AfterEach
    void stop() throws IOException {
        door.close();
    }

    @Test
    void largeBodiesShareIt() throws IOException {
        assertThat(door.call("RemoveUser", padded(ROOM)).code()).isEmpty();
        assertThat(door.call("RemoveUser", padded(ROOM)).code())
                .as("the first gave it back")
                .isEmpty();
        assertThat(door.call("RemoveUser", padded(ROOM + 1)).code()).isEqualTo("ServiceUnavailable");
        assertThat(door.call("RemoveUser", padded(ROOM)).code()).isEmpty();
    }

    @Test
    void whoSendsSlowlyLeavesRoomForOrdinaryCalls() throws IOException {
        String large = door.post("RemoveUser", padded(ROOM));
        try (RawConnection slow = door.connect()) {
            slow.send(large.substring(0, large.length() - 1));
            for (int call = 0; room.left() > 0 && call < MOST_CALLS; call++) {
                door.now.updateAndGet(now -> now.plusMillis(100));
                assertThat(door.call("RemoveUser", REMOVE).code()).isEmpty();
            }

            assertThat(door.call("RemoveUser", padded(ROOM)).code()).isEqualTo("ServiceUnavailable");
            assertThat(door.call("RemoveUser", REMOVE).code()).isEmpty();
            slow.send(large.substring(large.length() - 1));
            assertThat(slow.receive().code()).isEmpty();
        }
        assertThat(room.left()).isEqualTo(ROOM);
    }

    @Test
    void itIsGivenBackWhenABodyIsRefused() throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(door.exchange(door.post("RemoveUser", padded(ROOM))
                                    .replaceFirst("Signature=....", "Signature=0000"))
                            .code())
                    .isEqualTo("AuthFailure.SignatureFailure");
        }
        assertThat(room.left()).isEqualTo(ROOM);
    }

    private static String padded(int length) {
        return REMOVE + " ".repeat(length - REMOVE.length());
    }
}
