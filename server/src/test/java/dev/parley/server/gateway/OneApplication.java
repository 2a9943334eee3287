package dev.parley.server.gateway;

import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A server with one application. */
final class OneApplication implements Applications {

    static final long ID = 20_000_001L;
    static final String KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

    boolean enabled = true;

    @Override
    public Optional<Application> find(long sdkAppId) {
        return list().stream()
                .filter(application -> application.sdkAppId() == sdkAppId)
                .findFirst();
    }

    @Override
    public List<Application> list() {
        return List.of(new Application(ID, 1, "one", KEY, enabled, Instant.EPOCH));
    }

    @Override
    public Application create(long accountId, String name) {
        throw new UnsupportedOperationException("there is one application");
    }
}
