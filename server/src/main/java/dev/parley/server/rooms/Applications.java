package dev.parley.server.rooms;

import java.util.List;
import java.util.Optional;

/** The applications this server knows. Safe for use by any thread; each call sees what was last committed. */
public interface Applications {

    Optional<Application> find(long sdkAppId);

    /** Ascending by {@code sdkAppId}. */
    List<Application> list();

    /** Creates an application with a fresh id (20000001 upwards) and a fresh random secret, and commits it. */
    Application create(long accountId, String name);
}
