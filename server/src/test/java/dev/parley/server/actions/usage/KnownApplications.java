package dev.parley.server.actions.usage;

import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applications held in a list. */
public final class KnownApplications implements Applications {

    private final List<Application> applications = new ArrayList<>();

    public KnownApplications with(long sdkAppId, long accountId) {
        applications.add(new Application(sdkAppId, accountId, "test", "0".repeat(64), true, Instant.EPOCH));
        return this;
    }

    @Override
    public Optional<Application> find(long sdkAppId) {
        return applications.stream()
                .filter(application -> application.sdkAppId() == sdkAppId)
                .findFirst();
    }

    @Override
    public List<Application> list() {
        return List.copyOf(applications);
    }

    @Override
    public Application create(long accountId, String name) {
        throw new UnsupportedOperationException("applications are written down in the test");
    }
}
