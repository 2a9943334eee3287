package dev.parley.server.actions.contract;

import dev.parley.server.actions.Action;
import dev.parley.server.actions.ActionDescription;
import dev.parley.server.actions.ingest.DescribeStreamIngest;
import dev.parley.server.actions.ingest.StartStreamIngest;
import dev.parley.server.actions.ingest.StopStreamIngest;
import dev.parley.server.actions.monitoring.DescribeCallDetailInfo;
import dev.parley.server.actions.monitoring.DescribeRoomInfo;
import dev.parley.server.actions.monitoring.DescribeScaleInfo;
import dev.parley.server.actions.monitoring.DescribeUserEvent;
import dev.parley.server.actions.monitoring.DescribeUserInfo;
import dev.parley.server.actions.recording.CreateCloudRecording;
import dev.parley.server.actions.recording.DeleteCloudRecording;
import dev.parley.server.actions.recording.DescribeCloudRecording;
import dev.parley.server.actions.recording.ModifyCloudRecording;
import dev.parley.server.actions.relay.StartPublishCdnStream;
import dev.parley.server.actions.relay.StopPublishCdnStream;
import dev.parley.server.actions.relay.UpdatePublishCdnStream;
import dev.parley.server.actions.rooms.DismissRoom;
import dev.parley.server.actions.rooms.DismissRoomByStrRoomId;
import dev.parley.server.actions.rooms.RemoveUser;
import dev.parley.server.actions.rooms.RemoveUserByStrRoomId;
import dev.parley.server.actions.rooms.SetUserBlocked;
import dev.parley.server.actions.rooms.SetUserBlockedByStrRoomId;
import dev.parley.server.actions.usage.DescribeMixTranscodingUsage;
import dev.parley.server.actions.usage.DescribeRecordingUsage;
import dev.parley.server.actions.usage.DescribeRelayUsage;
import dev.parley.server.actions.usage.DescribeTrtcRoomUsage;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** The 26 actions of the contract, in the order of its documentation (spec/03 §2). */
public final class Contract {

    private static final List<Entry> ENTRIES = List.of(
            built(SetUserBlockedByStrRoomId.class),
            built(SetUserBlocked.class),
            built(RemoveUser.class),
            built(DismissRoom.class),
            built(RemoveUserByStrRoomId.class),
            built(DismissRoomByStrRoomId.class),
            described(new DescribeRoomInfo()),
            described(new DescribeUserEvent()),
            described(new DescribeCallDetailInfo()),
            described(new DescribeUserInfo()),
            described(new DescribeScaleInfo()),
            described(new StartStreamIngest()),
            described(new StopStreamIngest()),
            described(new DescribeStreamIngest()),
            described(new CreateCloudRecording()),
            described(new DescribeCloudRecording()),
            described(new ModifyCloudRecording()),
            described(new DeleteCloudRecording()),
            described(new UpdatePublishCdnStream()),
            described(new StartPublishCdnStream()),
            described(new StopPublishCdnStream()),
            built(DescribeTrtcUsage.class),
            described(new DescribeRecordingUsage()),
            described(new DescribeMixTranscodingUsage()),
            described(new DescribeRelayUsage()),
            built(DescribeTrtcRoomUsage.class));

    private Contract() {}

    /**
     * An action of the contract.
     *
     * @param description null for an action that works, because it can't be made without what it works with
     */
    private record Entry(String name, @Nullable ActionDescription<?, ?> description) {}

    private static Entry described(ActionDescription<?, ?> description) {
        return new Entry(description.name(), description);
    }

    private static Entry built(Class<? extends Action<?, ?>> action) {
        return new Entry(action.getSimpleName(), null);
    }

    /** Exact names, in the order of the documentation. */
    public static SequencedSet<String> names() {
        SequencedSet<String> names = new LinkedHashSet<>();
        ENTRIES.forEach(entry -> names.add(entry.name()));
        return Collections.unmodifiableSequencedSet(names);
    }

    /** All actions, in the order of the documentation, to be described alone: none has anything to work with. */
    public static List<ActionDescription<?, ?>> descriptions() {
        return actions(Unwired.actions());
    }

    /**
     * All actions, in the order of the documentation.
     *
     * @param built those that work; each takes the place of the description of its name
     * @throws IllegalArgumentException when one of them is not part of the contract or is given twice, or when one that
     *     works is missing
     */
    public static List<ActionDescription<?, ?>> actions(List<Action<?, ?>> built) {
        Map<String, Action<?, ?>> unused = byName(built);
        List<ActionDescription<?, ?>> actions = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            ActionDescription<?, ?> action = unused.remove(entry.name());
            actions.add(action == null ? description(entry) : action);
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("not part of the contract: " + String.join(", ", unused.keySet()));
        }
        return List.copyOf(actions);
    }

    private static Map<String, Action<?, ?>> byName(List<Action<?, ?>> built) {
        Map<String, Action<?, ?>> byName = new HashMap<>();
        for (Action<?, ?> action : built) {
            if (byName.put(action.name(), action) != null) {
                throw new IllegalArgumentException("given twice: " + action.name());
            }
        }
        return byName;
    }

    private static ActionDescription<?, ?> description(Entry entry) {
        if (entry.description() == null) {
            throw new IllegalArgumentException(entry.name() + " works and must be given");
        }
        return entry.description();
    }
}
