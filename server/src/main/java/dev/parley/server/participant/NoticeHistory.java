package dev.parley.server.participant;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The notices that a participant received, oldest first, for whoever asks afterwards. Any thread. */
public final class NoticeHistory {

    private final int capacity;
    private final Deque<Notice> kept = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long forgotten;

    /** @param capacity how many are kept; beyond it the oldest go */
    NoticeHistory(int capacity) {
        this.capacity = capacity;
    }

    void add(Notice notice) {
        lock.lock();
        try {
            kept.add(notice);
            while (kept.size() > capacity) {
                kept.remove();
                forgotten++;
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Everything kept. */
    public List<Notice> all() {
        lock.lock();
        try {
            return List.copyOf(kept);
        } finally {
            lock.unlock();
        }
    }

    /** Everything of one kind. */
    public <T extends Notice> List<T> all(Class<T> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** How many went because there were too many; 0 means that {@link #all()} is complete. */
    public long forgotten() {
        lock.lock();
        try {
            return forgotten;
        } finally {
            lock.unlock();
        }
    }

    /** Drops everything, so that a later {@link #await} sees only what is new. */
    public void clear() {
        lock.lock();
        try {
            kept.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a notice of a kind; one that is here already counts.
     *
     * @throws TimeoutException when none comes in time; the message lists what came instead
     */
    public <T extends Notice> T await(Class<T> kind, Predicate<T> wanted, Duration patience)
            throws TimeoutException, InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            for (Optional<T> found = find(kind, wanted); ; found = find(kind, wanted)) {
                if (found.isPresent()) {
                    return found.get();
                }
                if (left <= 0) {
                    throw new TimeoutException(
                            "no " + kind.getSimpleName() + " as wanted within " + patience + " among " + kept);
                }
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private <T extends Notice> Optional<T> find(Class<T> kind, Predicate<T> wanted) {
        return kept.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(wanted)
                .findFirst();
    }
}
