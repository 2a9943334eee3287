package dev.parley.server.metering;

import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEvent.ConnectionLost;
import dev.parley.server.rooms.RoomEvent.ConnectionRecovered;
import dev.parley.server.rooms.RoomEvent.Entered;
import dev.parley.server.rooms.RoomEvent.Exited;
import dev.parley.server.rooms.RoomEvent.FlowChanged;
import dev.parley.server.rooms.RoomEvent.Published;
import dev.parley.server.rooms.RoomEvent.ResolutionChanged;
import dev.parley.server.rooms.RoomEvent.RoleChanged;
import dev.parley.server.rooms.RoomEvent.Stamp;
import dev.parley.server.rooms.RoomEvent.Subscribed;
import dev.parley.server.rooms.RoomEvent.Unpublished;
import dev.parley.server.rooms.RoomEvent.Unsubscribed;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.rooms.Source;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the members of one JSON object as a room event; each complaint names the member. */
final class RoomEventFields {

    /** The last millisecond of the year 9999; a later time is a mistake of the writer. */
    private static final long LATEST = 253_402_300_799_999L;

    private static final long LARGEST_APPLICATION = (1L << 53) - 1;
    private static final int LARGEST_SIDE = 65_535;

    private final JsonNode node;

    RoomEventFields(JsonNode node) {
        this.node = node;
    }

    RoomEvent event() {
        Stamp stamp = stamp();
        String session = text("sessionId");
        String type = text("type");
        return switch (type) {
            case "ENTER" -> new Entered(stamp, session, text("userId"), kind(), role());
            case "EXIT" -> new Exited(stamp, session, reason());
            case "CONN_LOST" -> new ConnectionLost(stamp, session);
            case "CONN_RECOVERED" -> new ConnectionRecovered(stamp, session);
            case "PUBLISH" ->
                new Published(stamp, session, source(), layer(), side("declaredWidth", 0), side("declaredHeight", 0));
            case "UNPUBLISH" -> new Unpublished(stamp, session, source());
            case "RESOLUTION" ->
                new ResolutionChanged(stamp, session, source(), layer(), rid(), side("width", 1), side("height", 1));
            case "SUBSCRIBE" -> new Subscribed(stamp, session, text("publisherUserId"), source());
            case "UNSUBSCRIBE" -> new Unsubscribed(stamp, session, text("publisherUserId"), source());
            case "FLOW" -> flow(stamp, session);
            case "ROLE" -> new RoleChanged(stamp, session, role());
            default -> throw new BadRoomEventException("type \"" + type + "\" is not an event of spec/20 §5.1");
        };
    }

    private Stamp stamp() {
        RoomKind kind = named("roomKind", RoomKind.values(), RoomKind::wireName);
        RoomKey room = new RoomKey(whole("sdkAppId", 1, LARGEST_APPLICATION), kind, roomId(kind));
        return new Stamp(text("eventId"), room, whole("ts", 0, LATEST), whole("seq", 0, Long.MAX_VALUE));
    }

    private String roomId(RoomKind kind) {
        String id = text("roomId");
        boolean digits = id.chars().allMatch(c -> c >= '0' && c <= '9');
        if (kind == RoomKind.INT && !(digits && id.length() <= 10)) {
            throw new BadRoomEventException(
                    "roomId must be decimal digits when roomKind is \"int\", not \"" + id + "\"");
        }
        return id;
    }

    private SessionKind kind() {
        return node.has("kind") ? named("kind", SessionKind.values(), SessionKind::wireName) : SessionKind.CLIENT;
    }

    private Role role() {
        return node.has("role") ? named("role", Role.values(), Role::wireName) : Role.ANCHOR;
    }

    private ExitReason reason() {
        return node.has("reason") ? named("reason", ExitReason.values(), RoomEventJson::reasonName) : ExitReason.NORMAL;
    }

    private Source source() {
        return named("source", Source.values(), Source::wireName);
    }

    private Layer layer() {
        return named("layer", Layer.values(), Layer::wireName);
    }

    private @Nullable Layer layerOrNone() {
        JsonNode layer = node.path("layer");
        boolean none = layer.isMissingNode()
                || layer.isNull()
                || (layer.isString() && layer.asString().equals("none"));
        return none ? null : layer();
    }

    private FlowChanged flow(Stamp stamp, String session) {
        Layer layer = layerOrNone();
        return new FlowChanged(stamp, session, text("publisherUserId"), source(), layer, layer == null ? "" : rid());
    }

    /** Absent where the source has one picture, and in events written before there was a name for it. */
    private String rid() {
        return node.hasNonNull("rid") ? text("rid") : "";
    }

    private int side(String name, int least) {
        return least == 0 && !node.has(name) ? 0 : (int) whole(name, least, LARGEST_SIDE);
    }

    private String text(String name) {
        JsonNode value = node.path(name);
        if (!value.isString() || value.asString().isEmpty()) {
            throw new BadRoomEventException(name + " must be a non-empty string");
        }
        return value.asString();
    }

    private long whole(String name, long least, long most) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new BadRoomEventException(name + " must be a whole number");
        }
        long number = value.asLong();
        if (number < least || number > most) {
            throw new BadRoomEventException(name + " must be between " + least + " and " + most + ", not " + number);
        }
        return number;
    }

    private <E extends Enum<E>> E named(String name, E[] values, Function<E, String> spelling) {
        String text = text(name);
        for (E value : values) {
            if (spelling.apply(value).equals(text)) {
                return value;
            }
        }
        String known = Arrays.stream(values).map(spelling).collect(Collectors.joining(", "));
        throw new BadRoomEventException(name + " must be one of " + known + ", not \"" + text + "\"");
    }
}
