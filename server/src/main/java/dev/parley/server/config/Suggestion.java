package dev.parley.server.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What somebody probably meant. */
public final class Suggestion {

    /** Longer names than any candidate are not worth the time. */
    private static final int LONGEST = 100;

    private Suggestion() {}

    /** {@code "; did you mean X?"}, or nothing when no candidate is near. */
    public static String text(String given, Collection<String> candidates) {
        return nearest(given, candidates)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    private static Optional<String> nearest(String given, Collection<String> candidates) {
        if (given.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = plain(given);
        int least = Integer.MAX_VALUE;
        String nearest = "";
        for (String candidate : candidates) {
            int distance = distance(wanted, plain(candidate));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        if (least <= Math.max(1, wanted.length() / 4)) {
            return Optional.of(nearest);
        }
        // Right word, wrong or no section.
        String word = plain(given.substring(given.lastIndexOf('.') + 1));
        return candidates.stream()
                .filter(candidate -> plain(candidate.substring(candidate.lastIndexOf('.') + 1))
                        .equals(word))
                .findFirst();
    }

    /** Capitals and dashes are never the difference that matters. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** Letters to insert, delete or replace (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] line = new int[above.length];
            line[0] = row;
            for (int column = 1; column < line.length; column++) {
                int replaced = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                line[column] = Math.min(replaced, 1 + Math.min(above[column], line[column - 1]));
            }
            above = line;
        }
        return above[other.length()];
    }
}
