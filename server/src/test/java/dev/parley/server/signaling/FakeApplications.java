package dev.parley.server.signaling;

import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An enabled application, a suspended one and one with permission control, with the same key. */
final class FakeApplications implements Applications {

    static final long ENABLED = 1_400_000_123L;
    static final long SUSPENDED = 20_000_002L;
    static final long CONTROLLED = 1_400_000_001L;
    static final String KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

    private final List<Application> known = new ArrayList<>(List.of(
            new Application(SUSPENDED, 1, "suspended", KEY, false, Instant.EPOCH),
            new Application(CONTROLLED, 1, "controlled", KEY, true, Instant.EPOCH).withPermissionControl(true),
            new Application(ENABLED, 1, "enabled", KEY, true, Instant.EPOCH)));

    @Override
    public Optional<Application> find(long sdkAppId) {
        return known.stream()
                .filter(application -> application.sdkAppId() == sdkAppId)
                .findFirst();
    }

    @Override
    public List<Application> list() {
        return List.copyOf(known);
    }

    @Override
    public Application create(long accountId, String name) {
        Application created = new Application(20_000_100L + known.size(), accountId, name, KEY, true, Instant.EPOCH);
        known.add(created);
        return created;
    }
}
