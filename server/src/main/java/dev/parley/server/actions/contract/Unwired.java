package dev.parley.server.actions.contract;

import dev.parley.server.actions.Action;
import dev.parley.server.actions.usage.DescribeTrtcRoomUsage;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.metering.UsageReader;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The actions that work, made without anything to work with: they can be described, but not asked. */
final class Unwired {

    private Unwired() {}

    static List<Action<?, ?>> actions() {
        Applications applications = new NoApplications();
        UsageReader usage = new NoUsage();
        return List.of(
                new DescribeTrtcRoomUsage(applications, usage, ZoneOffset.UTC, UsageSettings::defaults),
                new DescribeTrtcUsage(applications, usage, ZoneOffset.UTC, UsageSettings::defaults));
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
}
