package dev.parley.server.metering;

import dev.parley.server.rooms.ExitReason;
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
import dev.parley.server.rooms.Source;
import java.io.StringWriter;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One room event as one line of JSON, with the names of spec/20 §5.1 and the event's name in {@code type}.
 * {@code roomId} is always a string, {@code layer} of a {@code FLOW} that ended is null. {@code RESOLUTION} and
 * {@code FLOW} have one member more, {@code rid}, when the source has several streams: it tells one small layer from
 * another, whose sizes differ (MET-6). Safe for use by any thread.
 */
public final class RoomEventJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RoomEventJson() {}

    /** The event as one line without its line end. */
    public static String write(RoomEvent event) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringProperty("type", typeOf(event));
            writeStamp(json, event.stamp());
            writeDetails(json, event);
            json.writeEndObject();
        }
        return text.toString();
    }

    /**
     * Reads what {@link #write} wrote, or what others wrote by the same names; unknown members are ignored.
     *
     * @throws BadRoomEventException when the line is not a room event
     */
    public static RoomEvent read(String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException e) {
            throw new BadRoomEventException("not JSON: " + e.getOriginalMessage(), e);
        }
        if (!node.isObject()) {
            throw new BadRoomEventException("not a JSON object");
        }
        return new RoomEventFields(node).event();
    }

    static String typeOf(RoomEvent event) {
        return switch (event) {
            case Entered _ -> "ENTER";
            case Exited _ -> "EXIT";
            case ConnectionLost _ -> "CONN_LOST";
            case ConnectionRecovered _ -> "CONN_RECOVERED";
            case Published _ -> "PUBLISH";
            case Unpublished _ -> "UNPUBLISH";
            case ResolutionChanged _ -> "RESOLUTION";
            case Subscribed _ -> "SUBSCRIBE";
            case Unsubscribed _ -> "UNSUBSCRIBE";
            case FlowChanged _ -> "FLOW";
            case RoleChanged _ -> "ROLE";
        };
    }

    static String reasonName(ExitReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void writeStamp(JsonGenerator json, Stamp stamp) {
        RoomKey room = stamp.room();
        json.writeStringProperty("eventId", stamp.eventId());
        json.writeNumberProperty("sdkAppId", room.sdkAppId());
        json.writeStringProperty("roomKind", room.kind().wireName());
        json.writeStringProperty("roomId", room.id());
        json.writeNumberProperty("ts", stamp.timestamp());
        json.writeNumberProperty("seq", stamp.sequence());
    }

    private static void writeDetails(JsonGenerator json, RoomEvent event) {
        switch (event) {
            case Entered e -> {
                writeSession(json, e.sessionId());
                json.writeStringProperty("userId", e.userId());
                json.writeStringProperty("kind", e.kind().wireName());
                json.writeStringProperty("role", e.role().wireName());
            }
            case Exited e -> {
                writeSession(json, e.sessionId());
                json.writeStringProperty("reason", reasonName(e.reason()));
            }
            case ConnectionLost e -> writeSession(json, e.sessionId());
            case ConnectionRecovered e -> writeSession(json, e.sessionId());
            case Published e -> {
                writeSource(json, e.sessionId(), e.source());
                json.writeStringProperty("layer", e.layer().wireName());
                json.writeNumberProperty("declaredWidth", e.declaredWidth());
                json.writeNumberProperty("declaredHeight", e.declaredHeight());
            }
            case Unpublished e -> writeSource(json, e.sessionId(), e.source());
            case ResolutionChanged e -> {
                writeSource(json, e.sessionId(), e.source());
                json.writeStringProperty("layer", e.layer().wireName());
                writeRid(json, e.rid());
                json.writeNumberProperty("width", e.width());
                json.writeNumberProperty("height", e.height());
            }
            case Subscribed e -> writeSubscription(json, e.sessionId(), e.publisherUserId(), e.source());
            case Unsubscribed e -> writeSubscription(json, e.sessionId(), e.publisherUserId(), e.source());
            case FlowChanged e -> {
                writeSubscription(json, e.sessionId(), e.publisherUserId(), e.source());
                if (e.layer() == null) {
                    json.writeNullProperty("layer");
                } else {
                    json.writeStringProperty("layer", e.layer().wireName());
                    writeRid(json, e.rid());
                }
            }
            case RoleChanged e -> {
                writeSession(json, e.sessionId());
                json.writeStringProperty("role", e.role().wireName());
            }
        }
    }

    private static void writeSession(JsonGenerator json, String sessionId) {
        json.writeStringProperty("sessionId", sessionId);
    }

    private static void writeRid(JsonGenerator json, String rid) {
        if (!rid.isEmpty()) {
            json.writeStringProperty("rid", rid);
        }
    }

    private static void writeSource(JsonGenerator json, String sessionId, Source source) {
        writeSession(json, sessionId);
        json.writeStringProperty("source", source.wireName());
    }

    private static void writeSubscription(JsonGenerator json, String sessionId, String publisher, Source source) {
        writeSession(json, sessionId);
        json.writeStringProperty("publisherUserId", publisher);
        json.writeStringProperty("source", source.wireName());
    }
}
