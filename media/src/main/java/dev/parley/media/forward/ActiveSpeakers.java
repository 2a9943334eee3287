package dev.parley.media.forward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks in a room, and who of them is to be looked at. The one to be looked at changes only when another was
 * clearly louder for a while, and not soon again: a cough or a word between takes nobody's place, and whoever spoke
 * last stays while nobody speaks. For one thread; times are milliseconds of any clock.
 *
 * @param <S> who speaks, by equality
 */
public final class ActiveSpeakers<S> {

    /** Louder than this many -dBov is speech: people speak at 15 to 45, rooms hum at 60 and more. */
    public static final int SPEECH_LEVEL = 50;

    /** Speakers known at once; beyond them nobody new is heard. */
    public static final int MOST_SPEAKERS = 2_048;

    /** How many of those who were looked at last are remembered as {@link #active}. */
    public static final int MOST_ACTIVE = 3;

    private static final int LOUDER_BY = 4;
    private static final long LOUDER_FOR_MILLIS = 400;
    private static final long DOMINANT_FOR_MILLIS = 1_500;

    private static final long SYLLABLE_MILLIS = 150;

    /** Between two words of a sentence. */
    private static final long PAUSE_MILLIS = 800;

    private static final class Voice {
        private int level = Loudness.SILENCE;
        private long spoke = Long.MIN_VALUE / 2;
        private long louderSince = Long.MIN_VALUE;
        private long louderAt = Long.MIN_VALUE / 2;
    }

    private final Map<S, Voice> voices = new HashMap<>();
    private @Nullable S dominant;
    private List<S> active = List.of();
    private long dominantSince = Long.MIN_VALUE / 2;

    /**
     * Takes what {@link IncomingTrack#audioLevel} says of a speaker, some ten times a second.
     *
     * @param level 0, the loudest, to 127
     * @return whether {@link #dominant} is another than before
     */
    public boolean hear(S speaker, int level, long now) {
        Voice voice = voices.get(speaker);
        if (voice == null) {
            if (voices.size() == MOST_SPEAKERS) {
                return false;
            }
            voice = new Voice();
            voices.put(speaker, voice);
        }
        voice.level = level;
        if (level <= SPEECH_LEVEL) {
            voice.spoke = now;
        }
        return !speaker.equals(dominant) && challenge(speaker, voice, now);
    }

    private boolean challenge(S speaker, Voice voice, long now) {
        Voice present = dominant == null ? null : voices.get(dominant);
        boolean clearer =
                present == null || now - present.spoke >= PAUSE_MILLIS || voice.level <= present.level - LOUDER_BY;
        boolean louder = voice.level <= SPEECH_LEVEL && clearer;
        if (now - voice.louderAt > SYLLABLE_MILLIS) {
            voice.louderSince = Long.MIN_VALUE;
        }
        if (!louder) {
            return false;
        }
        voice.louderAt = now;
        voice.louderSince = voice.louderSince == Long.MIN_VALUE ? now : voice.louderSince;
        boolean longEnough = present == null || now - voice.louderSince >= LOUDER_FOR_MILLIS;
        if (!longEnough || now - dominantSince < DOMINANT_FOR_MILLIS) {
            return false;
        }
        dominant = speaker;
        dominantSince = now;
        active = withFirst(speaker);
        voices.values().forEach(each -> each.louderSince = Long.MIN_VALUE);
        return true;
    }

    private List<S> withFirst(S speaker) {
        List<S> changed = new ArrayList<>(active);
        changed.remove(speaker);
        changed.addFirst(speaker);
        return List.copyOf(changed.subList(0, Math.min(MOST_ACTIVE, changed.size())));
    }

    /** Forgets a speaker; when that was the dominant one there is none until somebody speaks. */
    public void remove(S speaker) {
        voices.remove(speaker);
        active = active.stream().filter(other -> !other.equals(speaker)).toList();
        if (speaker.equals(dominant)) {
            dominant = null;
            dominantSince = Long.MIN_VALUE / 2;
        }
    }

    /** Who spoke last or loudest, null before anybody did. */
    public @Nullable S dominant() {
        return dominant;
    }

    /**
     * The last who were dominant, the present one first. Among few who talk to each other it does not change but for
     * its order, and nobody who only coughed is in it: what depends on being in it keeps still.
     */
    public List<S> active() {
        return active;
    }

    /** Whether somebody speaks, short pauses included. */
    public boolean isSpeaking(S speaker, long now) {
        Voice voice = voices.get(speaker);
        return voice != null && now - voice.spoke < PAUSE_MILLIS;
    }
}
