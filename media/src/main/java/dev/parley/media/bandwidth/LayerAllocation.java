package dev.parley.media.bandwidth;

import java.util.ArrayList;
import java.util.List;

/**
 * Which layer of each picture one player gets, out of what its path takes. Audio comes first and is never cut. Then
 * each picture gets its lowest layer, those of higher priority first; what is left makes pictures better, step by step,
 * all of one priority before the next lower.
 *
 * <p>A choice is a decision for some time, because each change costs a key frame. Better layers need
 * {@value #UPGRADE_ROOM} times their sum for a second. Worse ones come when the sum has been more than the target for a
 * second, or far more for a tenth, or when the target has been below {@value #DOWNGRADE_ROOM} times the sum for three
 * seconds (spec/17 section 6). A lowest layer is worth more, for there is nothing below it but darkness: it stays until
 * the target has been below {@value #PAUSE_ROOM} times the sum for a second, because an estimate may be wrong by as
 * much, and comes back as soon as it fits. An upgrade that had to be taken back
 * soon is tried again after a pause that doubles each time. One per player, one thread; times are epoch milliseconds.
 */
public final class LayerAllocation {
    /** A sum has to fit so many times into the target before it is chosen. */
    public static final double UPGRADE_ROOM = 1.25;
    /** With less room than that, layers above the lowest do not stay (spec/17 section 6). */
    public static final double DOWNGRADE_ROOM = 1.2;
    /** With less room than that, not even lowest layers stay. */
    public static final double PAUSE_ROOM = 0.8;
    /** No player watches more pictures at once. */
    public static final int MOST_PICTURES = 1_000;

    private static final long UPGRADE_MILLIS = 1_000;
    private static final long OVERLOAD_MILLIS = 1_000;
    private static final long SEVERE_OVERLOAD_MILLIS = 100;
    private static final double SEVERE = 0.8;
    private static final long LITTLE_ROOM_MILLIS = 3_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final List<Picture> pictures = new ArrayList<>();
    private long overloadedSince = NEVER;
    private long severeSince = NEVER;
    private long littleRoomSince = NEVER;
    private long roomSince = NEVER;
    private long audio;
    /** What is not given away yet while choices are proposed. */
    private double left;

    /**
     * Begins a picture, which gets nothing before the next {@link #decide}.
     *
     * @param priority pictures with a larger one are served first, such as a shared screen before faces
     * @throws IllegalStateException when there are {@link #MOST_PICTURES}
     */
    public Picture add(int priority) {
        if (pictures.size() >= MOST_PICTURES) {
            throw new IllegalStateException("a player watches at most " + MOST_PICTURES + " pictures");
        }
        Picture picture = new Picture(priority);
        insert(picture);
        return picture;
    }

    private void insert(Picture picture) {
        int place = 0;
        while (place < pictures.size() && pictures.get(place).priority() >= picture.priority()) {
            place++;
        }
        pictures.add(place, picture);
    }

    /**
     * Changes a picture's place among the others. It keeps what it has until a decision that would have come anyway, or
     * until there has been something better for the more important for as long as any upgrade waits.
     */
    public void prioritize(Picture picture, int priority) {
        if (picture.priority() != priority && pictures.remove(picture)) {
            picture.setPriority(priority);
            insert(picture);
        }
    }

    /** Ends a picture. */
    public void remove(Picture picture) {
        pictures.remove(picture);
    }

    /** Says what audio needs, in bits per second; it is set aside. */
    public void reserveAudio(long bitsPerSecond) {
        audio = bitsPerSecond;
    }

    /** What audio and the best layer of every picture need, in bits per second. */
    public long demand() {
        long sum = audio;
        for (Picture picture : pictures) {
            sum += picture.best();
        }
        return sum;
    }

    /** What audio and the chosen layers need, in bits per second. */
    public long used() {
        long sum = audio;
        for (Picture picture : pictures) {
            sum += picture.bitsPerSecond();
        }
        return sum;
    }

    /**
     * Decides anew; to be called several times a second, and when a picture was added or offered other layers.
     *
     * @param target what the path takes, in bits per second
     * @return whether any choice changed
     */
    public boolean decide(long target, long now) {
        boolean changed = admit(target, now);
        watch(target, now);
        if (isDowngradeDue(now)) {
            propose(target, false, now);
            changed |= accept(false, now);
        } else if (roomSince != NEVER && now - roomSince >= UPGRADE_MILLIS) {
            propose(target, true, now);
            changed |= accept(true, now);
        }
        return changed;
    }

    /** New pictures do not wait. */
    private boolean admit(long target, long now) {
        boolean any = false;
        for (Picture picture : pictures) {
            any |= picture.isNew();
        }
        if (!any) {
            return false;
        }
        propose(target, false, now);
        return accept(false, now);
    }

    private void watch(long target, long now) {
        long sum = used();
        boolean reducible = isAnyAboveLowest();
        boolean overloaded = target < (reducible ? sum : PAUSE_ROOM * sum);
        boolean severe = reducible && target < SEVERE * sum;
        boolean littleRoom = reducible && target < DOWNGRADE_ROOM * sum;
        overloadedSince = overloaded ? Math.min(overloadedSince, now) : NEVER;
        severeSince = severe ? Math.min(severeSince, now) : NEVER;
        littleRoomSince = littleRoom ? Math.min(littleRoomSince, now) : NEVER;
        propose(target, true, now);
        roomSince = isImprovementProposed() ? Math.min(roomSince, now) : NEVER;
    }

    private boolean isAnyAboveLowest() {
        for (Picture picture : pictures) {
            if (picture.isAboveLowest()) {
                return true;
            }
        }
        return false;
    }

    /** Some picture would become better, and none worse but for one of higher priority. */
    private boolean isImprovementProposed() {
        long improved = Long.MIN_VALUE;
        for (Picture picture : pictures) {
            if (picture.isUpgradeProposed()) {
                improved = Math.max(improved, picture.priority());
            }
        }
        for (Picture picture : pictures) {
            if (picture.isDowngradeProposed() && picture.priority() >= improved) {
                return false;
            }
        }
        return improved != Long.MIN_VALUE;
    }

    private boolean isDowngradeDue(long now) {
        return lasted(overloadedSince, OVERLOAD_MILLIS, now)
                || lasted(severeSince, SEVERE_OVERLOAD_MILLIS, now)
                || lasted(littleRoomSince, LITTLE_ROOM_MILLIS, now);
    }

    private static boolean lasted(long since, long millis, long now) {
        return since != NEVER && now - since >= millis;
    }

    /** Fills up from nothing; without {@code upgrades} no picture becomes better than it is. */
    private void propose(long target, boolean upgrades, long now) {
        for (Picture picture : pictures) {
            picture.clearProposal();
        }
        double forLowest = upgrades ? target : target / PAUSE_ROOM;
        left = forLowest - audio;
        for (Picture picture : pictures) {
            step(picture, upgrades, now);
        }
        left -= forLowest - target / (upgrades ? UPGRADE_ROOM : DOWNGRADE_ROOM);
        int from = 0;
        while (from < pictures.size()) {
            int to = endOfPriority(from);
            improve(from, to, upgrades, now);
            from = to;
        }
    }

    private int endOfPriority(int from) {
        int to = from + 1;
        while (to < pictures.size()
                && pictures.get(to).priority() == pictures.get(from).priority()) {
            to++;
        }
        return to;
    }

    /** One step each, in turn, until nothing fits any more. */
    private void improve(int from, int to, boolean upgrades, long now) {
        boolean any = true;
        while (any) {
            any = false;
            for (int place = from; place < to; place++) {
                any |= step(pictures.get(place), upgrades, now);
            }
        }
    }

    private boolean step(Picture picture, boolean upgrades, long now) {
        if (!picture.canStep(upgrades, now) || picture.nextStep() > left) {
            return false;
        }
        left -= picture.nextStep();
        picture.takeStep();
        return true;
    }

    private boolean accept(boolean yielding, long now) {
        boolean changed = false;
        for (Picture picture : pictures) {
            changed |= picture.isUpgradeProposed() || picture.isDowngradeProposed();
            picture.acceptProposal(yielding, now);
        }
        overloadedSince = NEVER;
        severeSince = NEVER;
        littleRoomSince = NEVER;
        roomSince = NEVER;
        return changed;
    }
}
