package dev.parley.server.access;

import java.util.List;
import java.util.Optional;

/** The API keys this server knows. Safe for use by any thread; each call sees what was last committed. */
public interface ApiKeys {

    Optional<ApiKey> find(String secretId);

    /** Ascending by creation. */
    List<ApiKey> list();

    /** Creates and commits a key with fresh random parts. */
    ApiKey create(long accountId, String name);

    /** Disables a key at once; false when there is none of that id. */
    boolean disable(String secretId);
}
