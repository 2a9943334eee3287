package dev.parley.media.session;

import dev.parley.media.ice.IceChallenge;
import dev.parley.media.stun.StunMessage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which of a client's paths media goes to, and whether it may go there at present.
 *
 * <p>The first path with an authentic check is taken at once: nothing but the DTLS handshake goes there at first, which
 * nobody completes who does not receive it. Media moves to another path only after the client has nominated that one
 * and answered a challenge there, or else a client could aim its streams at others by forging a source. Consent (RFC
 * 7675) is for the path in use alone: it ends when nothing authentic came over that path for 30 seconds, or when a
 * client that used to answer challenges answers none for so long. It comes back with the next authentic packet or
 * answer. Clients that never answer, as some simple publishers don't, keep their first path while they are heard there.
 *
 * <p>Challenges are sent in return for checks alone, so a stranger cannot have any sent. For the owner thread.
 */
final class PathChoice {

    /** RFC 7675 section 5.1. */
    static final long CONSENT_MILLIS = 30_000;

    private static final long CHALLENGE_INTERVAL_MILLIS = 5_000;
    private static final long NEVER = Long.MIN_VALUE;

    private @Nullable Path selected;
    private @Nullable Path proposed;
    private @Nullable Path challenged;
    private @Nullable IceChallenge challenge;
    private long challengedAt;
    private long heardAt;

    /** When the first challenge went over the path in use that has had no answer yet. */
    private long unansweredSince = NEVER;

    private boolean answers;
    private boolean consented;

    /** Where media goes: null before the first authentic check, and while there is no consent. */
    @Nullable
    Path usable() {
        return consented ? selected : null;
    }

    /** The path in use, with or without consent. */
    @Nullable
    Path selected() {
        return selected;
    }

    /** An authentic check came; true when it is to be returned with a challenge. */
    boolean checked(Path from, boolean nominated, boolean connected, long now) {
        if (selected == null) {
            selected = from;
        }
        if (from.equals(selected)) {
            if (nominated) {
                proposed = null;
            }
            heard(from, now);
            return connected && proposed == null && now - challengedAt >= CHALLENGE_INTERVAL_MILLIS;
        }
        if (nominated) {
            proposed = from;
        }
        return from.equals(proposed);
    }

    /** The challenge to send along a path: the one that waits for its answer there, else a new one. */
    IceChallenge challenge(Path to, Supplier<IceChallenge> fresh, long now) {
        IceChallenge open = challenge;
        if (open == null || !to.equals(challenged)) {
            open = fresh.get();
            challenge = open;
            challenged = to;
        }
        challengedAt = now;
        if (to.equals(selected) && unansweredSince == NEVER) {
            unansweredSince = now;
        }
        return open;
    }

    /** Challenges under former credentials are not answered any more. */
    void forgetChallenge() {
        challenge = null;
        challenged = null;
    }

    /** An answer came; false when it is not that to our challenge. */
    boolean answered(StunMessage answer, Path from, long now) {
        IceChallenge open = challenge;
        if (open == null || !from.equals(challenged) || !open.isMetBy(answer)) {
            return false;
        }
        forgetChallenge();
        answers = true;
        if (from.equals(proposed)) {
            selected = from;
            proposed = null;
        }
        if (from.equals(selected)) {
            unansweredSince = NEVER;
            heard(from, now);
        }
        return true;
    }

    /** Something authentic came over a path. */
    void heard(Path from, long now) {
        if (from.equals(selected)) {
            heardAt = now;
            look(now);
        }
    }

    /** Notices that consent is over. */
    void look(long now) {
        boolean unanswered = answers && unansweredSince != NEVER && now - unansweredSince >= CONSENT_MILLIS;
        consented = selected != null && now - heardAt < CONSENT_MILLIS && !unanswered;
    }
}
