package dev.parley.server.access;

import dev.parley.server.access.policy.Caller;
import dev.parley.server.access.policy.Decision;
import dev.parley.server.access.policy.Question;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Access as it is kept, asked from memory. Whoever asks first half a second after the last look looks again, and loads
 * everything anew when something changed; so a key that another process disables stops working within a second. What
 * this process changes counts at once. When looking fails, so does the question: nobody is let in on old knowledge.
 */
public final class LiveAccess implements AccessControl {

    /** How long an answer may rest on the last look. */
    static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

    /**
     * What is known, and since when.
     *
     * @param localChanges counted before the look
     */
    private record Known(AccessSnapshot snapshot, long revision, long localChanges, long lookedAt) {}

    private final AccessStore store;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Known known;

    /** Loads everything, or fails as the store does. */
    public LiveAccess(AccessStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.known = load(store.localChanges(), clock.millis());
    }

    @Override
    public Optional<ApiKey> key(String secretId) {
        return current().key(secretId);
    }

    @Override
    public AddressVerdict address(long accountId, String sourceAddress) {
        return current().address(accountId, sourceAddress);
    }

    @Override
    public Map<String, String> tags(long sdkAppId) {
        return current().tags(sdkAppId);
    }

    @Override
    public Decision decide(Caller caller, Question question) {
        return current().decide(caller, question);
    }

    private AccessSnapshot current() {
        Known seen = known;
        return isFresh(seen) ? seen.snapshot() : look();
    }

    /** A clock that was set back must not make old knowledge fresh. */
    private boolean isFresh(Known seen) {
        return Math.abs(clock.millis() - seen.lookedAt()) < LOOK_INTERVAL.toMillis()
                && seen.localChanges() == store.localChanges();
    }

    private AccessSnapshot look() {
        looking.lock();
        try {
            Known seen = known;
            if (!isFresh(seen)) {
                // Both taken before looking: what happens meanwhile is for the next look.
                long localChanges = store.localChanges();
                long now = clock.millis();
                known = store.revision() == seen.revision()
                        ? new Known(seen.snapshot(), seen.revision(), localChanges, now)
                        : load(localChanges, now);
            }
            return known.snapshot();
        } finally {
            looking.unlock();
        }
    }

    private Known load(long localChanges, long now) {
        AccessRecords records = store.load();
        return new Known(AccessSnapshot.of(records), records.revision(), localChanges, now);
    }
}
