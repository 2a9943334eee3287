package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a back end does to a string room through an official SDK (spec/11). Each call tells when it was carried out. */
record RoomManagement(Endpoint endpoint, String room) {

    /** {@code IsMute} of {@code SetUserBlocked}. */
    enum Block {
        NOTHING(0),
        EVERYTHING(1),
        AUDIO(2),
        VIDEO(3);

        private final int isMute;

        Block(int isMute) {
            this.isMute = isMute;
        }

        boolean blocksAudio() {
            return this == EVERYTHING || this == AUDIO;
        }

        boolean blocksVideo() {
            return this == EVERYTHING || this == VIDEO;
        }
    }

    Instants remove(String... users) {
        return call("RemoveUserByStrRoomId", Map.of("RoomId", room, "UserIds", List.of(users)));
    }

    Instants dismiss() {
        return call("DismissRoomByStrRoomId", Map.of("RoomId", room));
    }

    Instants block(String user, Block block) {
        return call("SetUserBlockedByStrRoomId", Map.of("StrRoomId", room, "UserId", user, "IsMute", block.isMute));
    }

    private Instants call(String action, Map<String, ?> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("SdkAppId", endpoint.sdkAppId());
        String json = JsonMapper.shared().writeValueAsString(all);
        long before = System.currentTimeMillis();
        ApiOutcome outcome = JavaSdk.call(endpoint, action, json);
        assertThat(outcome).as("%s %s", action, json).returns("", ApiOutcome::code);
        return new Instants(before, System.currentTimeMillis());
    }
}
