package dev.parley.server.metering;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows a fold and writes down, for each session, since when it counts as it does and why. */
final class IntervalRecorder implements UsageFold.Watcher {

    private record Open(long since, int[] units, String[] reasons) {}

    private final UsageExplanation.Builder out;
    private final TierRule rule;
    private final Map<MeteredSession, Open> open = new HashMap<>();
    private @Nullable UsageFold followed;

    IntervalRecorder(UsageExplanation.Builder out, TierRule rule) {
        this.out = out;
        this.rule = rule;
    }

    void follow(UsageFold fold) {
        followed = fold;
    }

    @Override
    public void changed(MeteredSession session, long second) {
        record(session, second);
        recordFew(second);
    }

    @Override
    public void ended(MeteredSession session, long second) {
        Open before = open.remove(session);
        if (before != null) {
            close(session, before, second);
        }
        recordFew(second);
    }

    /** Ends all intervals still open. */
    void finish(long second) {
        open.forEach((session, since) -> close(session, since, second));
        open.clear();
    }

    /** Being alone begins and ends with what others do; it concerns rooms of one or two only. */
    private void recordFew(long second) {
        if (fold().sessions().size() <= 2) {
            fold().sessions().forEach(session -> record(session, second));
        }
    }

    private UsageFold fold() {
        if (followed == null) {
            throw new IllegalStateException("follows nothing yet");
        }
        return followed;
    }

    private void record(MeteredSession session, long second) {
        String[] reasons = reasons(session);
        Open before = open.get(session);
        if (before != null
                && Arrays.equals(before.units(), session.units)
                && Arrays.equals(before.reasons(), reasons)) {
            return;
        }
        if (before != null) {
            close(session, before, second);
        }
        open.put(session, new Open(second, session.units.clone(), reasons));
    }

    private void close(MeteredSession session, Open before, long second) {
        for (int column = 0; column < Tier.COUNT; column++) {
            int units = before.units()[column];
            if (units > 0) {
                out.add(session, before.since(), second, Tier.ofColumn(column), units, before.reasons()[column]);
            }
        }
    }

    private String[] reasons(MeteredSession session) {
        String[] reasons = new String[Tier.COUNT];
        Arrays.fill(reasons, "");
        for (int column = 0; column < Tier.COUNT; column++) {
            if (session.units[column] > 0) {
                reasons[column] = column == 0 ? audioReason(session) : videoReason(session, session.units[column]);
            }
        }
        return reasons;
    }

    private String audioReason(MeteredSession session) {
        if (session.lost) {
            return "connection lost";
        }
        if (fold().sessions().size() == 1) {
            return "alone";
        }
        if (session.subscriptions().isEmpty()) {
            return "subscribed to nothing";
        }
        boolean sent = session.subscriptions().keySet().stream()
                .anyMatch(wanted -> fold().isSent(wanted.publisherUserId(), wanted.source()));
        return sent ? "no subscribed picture arrives" : "no subscribed picture is sent";
    }

    private String videoReason(MeteredSession session, int units) {
        if (rule.perStream()) {
            return pictures(units) + " of " + session.pictures + " in this tier";
        }
        return pictures(session.pictures) + String.format(Locale.ROOT, ", %,d px", session.totalArea);
    }

    private static String pictures(int count) {
        return count == 1 ? "1 picture" : count + " pictures";
    }
}
