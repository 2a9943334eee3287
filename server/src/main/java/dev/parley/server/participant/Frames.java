package dev.parley.server.participant;

import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Frames of the signalling protocol (docs/signalling.md): pure. */
final class Frames {

    private Frames() {}

    static ObjectNode of(String type) {
        return JsonMapper.shared().createObjectNode().put("t", type);
    }

    static ObjectNode enter(Entry entry) {
        Entry.User user = entry.user();
        Entry.Room room = entry.room();
        ObjectNode frame = of("enter")
                .put("sdkAppId", user.sdkAppId())
                .put("userId", user.userId())
                .put("userSig", user.userSig())
                .put("scene", room.scene())
                .put("role", room.role());
        if (room.number() != 0) {
            frame.put("roomId", room.number());
        }
        if (!room.name().isEmpty()) {
            frame.put("strRoomId", room.name());
        }
        if (!user.privateMapKey().isEmpty()) {
            frame.put("privateMapKey", user.privateMapKey());
        }
        return frame;
    }

    static ObjectNode resume(Entered.Key key, long got) {
        return of("resume")
                .put("session", key.session())
                .put("token", key.token())
                .put("got", got);
    }

    static ObjectNode message(int cmdId, long seq, byte[] data) {
        return of("msg")
                .put("cmdId", cmdId)
                .put("seq", seq)
                .put("rel", true)
                .put("ord", true)
                .put("data", Base64.getEncoder().encodeToString(data));
    }

    /** Appends an item that names a stream of a user. */
    static ObjectNode item(ArrayNode items, String userId, MediaSource source) {
        return items.addObject().put("userId", userId).put("source", source.wireName());
    }
}
