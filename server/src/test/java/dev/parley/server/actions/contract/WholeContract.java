package dev.parley.server.actions.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.shape.FieldType;
import dev.parley.protocol.shape.RecordShape;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.ActionDescription;
import dev.parley.server.actions.rooms.KnownRooms;
import dev.parley.server.actions.rooms.RoomActions;
import dev.parley.server.actions.usage.CountedUsage;
import dev.parley.server.actions.usage.DescribeTrtcRoomUsage;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import dev.parley.server.actions.usage.KnownApplications;
import dev.parley.server.config.UsageSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All actions as they are, and the facts of the contract they are held against. */
final class WholeContract {

    static final List<ActionDescription<?, ?>> ACTIONS = Contract.actions(built());

    private WholeContract() {}

    private static List<Action<?, ?>> built() {
        KnownApplications applications = new KnownApplications();
        CountedUsage usage = new CountedUsage();
        ZoneOffset offset = ZoneOffset.ofHours(8);
        List<Action<?, ?>> built = new ArrayList<>(RoomActions.of(applications, new KnownRooms()));
        built.add(new DescribeTrtcRoomUsage(applications, usage, offset, UsageSettings::defaults));
        built.add(new DescribeTrtcUsage(applications, usage, offset, UsageSettings::defaults));
        return built;
    }

    static ActionDescription<?, ?> action(String name) {
        return ACTIONS.stream()
                .filter(action -> action.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static RecordShape<?> request(ActionDescription<?, ?> action) {
        return RecordShape.of(action.requestType());
    }

    static RecordShape<?> answer(ActionDescription<?, ?> action) {
        return RecordShape.of(action.answerType());
    }

    /** The data types that requests are made of, by name. */
    static Map<String, RecordShape<?>> requestTypes() {
        Map<String, RecordShape<?>> types = new TreeMap<>();
        ACTIONS.forEach(action -> collect(request(action), types));
        return types;
    }

    /** The data types that answers are made of, by name. */
    static Map<String, RecordShape<?>> answerTypes() {
        Map<String, RecordShape<?>> types = new TreeMap<>();
        ACTIONS.forEach(action -> collect(answer(action), types));
        return types;
    }

    private static void collect(RecordShape<?> shape, Map<String, RecordShape<?>> types) {
        for (RecordShape.Field field : shape.fields()) {
            FieldType type = field.type() instanceof FieldType.ListOf list ? list.element() : field.type();
            if (type instanceof FieldType.Nested nested) {
                types.put(nested.shape().type().getSimpleName(), nested.shape());
                collect(nested.shape(), types);
            }
        }
    }

    /** A file beside this class, without its comments. */
    static List<String> facts(String file) {
        return text(file).lines().filter(line -> !line.startsWith("#")).toList();
    }

    static String text(String file) {
        try (InputStream in = WholeContract.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + file);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
