package dev.parley.bench.rooms;

import dev.parley.server.participant.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What one participant was told, counted as it comes. Any thread. */
final class Tally implements Consumer<Notice> {

    private static final int MOST_TROUBLES = 20;

    private final Map<String, Integer> entered = new HashMap<>();
    private final Map<String, Integer> left = new HashMap<>();
    private final Map<String, Long> lastSequence = new HashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private int changed;
    private int messages;

    @Override
    public synchronized void accept(Notice notice) {
        switch (notice) {
            case Notice.UserEntered one -> entered.merge(one.user().userId(), 1, Integer::sum);
            case Notice.UserLeft one -> left.merge(one.userId(), 1, Integer::sum);
            case Notice.UserChanged _ -> changed++;
            case Notice.Message message -> count(message);
            case Notice.ConnectionEnded ended -> {
                // 1000 comes after leaving, 1006 where the bench itself broke the connection.
                if (ended.code() != 1_000 && ended.code() != 1_006) {
                    trouble(ended.toString());
                }
            }
            default -> trouble(notice.toString());
        }
    }

    /** Messages of one sender count up from 1 without a gap and without repetition. */
    private void count(Notice.Message message) {
        messages++;
        long before = lastSequence.getOrDefault(message.from(), 0L);
        if (message.seq() != before + 1) {
            trouble("message " + message.seq() + " of " + message.from() + " after " + before);
        }
        lastSequence.put(message.from(), message.seq());
    }

    private void trouble(String what) {
        if (troubles.size() < MOST_TROUBLES) {
            troubles.add(what);
        }
    }

    synchronized Map<String, Integer> entered() {
        return Map.copyOf(entered);
    }

    synchronized Map<String, Integer> left() {
        return Map.copyOf(left);
    }

    synchronized int changed() {
        return changed;
    }

    synchronized int messages() {
        return messages;
    }

    /** What should not have happened. */
    synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }
}
