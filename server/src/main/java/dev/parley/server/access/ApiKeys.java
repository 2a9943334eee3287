package dev.parley.server.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The API keys that are kept. Safe for use by any thread; each call sees what was last committed. */
public interface ApiKeys {

    /** Long-term keys of one user; the cloud has two (spec/02 §9). */
    int MAX_KEYS = 100;

    /** Temporary keys of one user that have not expired. */
    int MAX_TEMPORARY = 100;

    /** The longest validity of a temporary key. */
    Duration MAX_VALIDITY = Duration.ofHours(36);

    Optional<ApiKey> find(String secretId);

    /** Ascending by creation. */
    List<ApiKey> list();

    /**
     * Creates and commits a key with fresh random parts.
     *
     * @param uin the user it is for; the account's own number for its owner
     * @throws RefusedChangeException when the user has too many
     */
    ApiKey create(long accountId, long uin, String name);

    /**
     * Creates and commits a key that expires.
     *
     * @param validity positive, at most {@link #MAX_VALIDITY}
     * @throws RefusedChangeException when the user has too many
     */
    TemporaryCredential createTemporary(long accountId, long uin, Duration validity);

    /** Enables or disables a key at once; false when there is none of that id. */
    boolean setEnabled(String secretId, boolean enabled);
}
