package dev.parley.server.actions.contract;

import dev.parley.server.actions.Action;
import dev.parley.server.actions.rooms.RoomActions;
import dev.parley.server.actions.usage.DescribeTrtcRoomUsage;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.metering.UsageReader;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import dev.parley.server.rooms.RoomAdministration;
import dev.parley.server.rooms.RoomKey;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The actions that work, made without anything to work with: they can be described, but not asked. */
final class Unwired {

    private Unwired() {}

    static List<Action<?, ?>> actions() {
        Applications applications = new NoApplications();
        UsageReader usage = new NoUsage();
        List<Action<?, ?>> actions = new ArrayList<>(RoomActions.of(applications, new NoRooms()));
        actions.add(new DescribeTrtcRoomUsage(applications, usage, ZoneOffset.UTC, UsageSettings::defaults));
        actions.add(new DescribeTrtcUsage(applications, usage, ZoneOffset.UTC, UsageSettings::defaults));
        return actions;
    }

    private static final class NoApplications implements Applications {
        @Override
        public Optional<Application> find(long sdkAppId) {
            return Optional.empty();
        }

        @Override
        public List<Application> list() {
            return List.of();
        }

        @Override
        public Application create(long accountId, String name) {
            throw new IllegalStateException("nothing is kept here");
        }
    }

    private static final class NoUsage implements UsageReader {
        @Override
        public void roomUsage(long sdkAppId, long fromMinute, long toMinute, RoomUsageSink sink) {
            throw new IllegalStateException("nothing is counted here");
        }

        @Override
        public long[][] applicationUsage(long sdkAppId, long fromSlot, long toSlot) {
            throw new IllegalStateException("nothing is counted here");
        }
    }

    private static final class NoRooms implements RoomAdministration {
        @Override
        public CompletableFuture<Boolean> removeUsers(RoomKey room, Set<String> userIds) {
            throw new IllegalStateException("there are no rooms here");
        }

        @Override
        public CompletableFuture<Boolean> dismiss(RoomKey room) {
            throw new IllegalStateException("there are no rooms here");
        }

        @Override
        public CompletableFuture<BlockOutcome> setBlocked(RoomKey room, String userId, boolean audio, boolean video) {
            throw new IllegalStateException("there are no rooms here");
        }
    }
}
