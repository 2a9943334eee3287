package dev.parley.server.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks paragraphs into lines. */
final class WrappedText {

    private WrappedText() {}

    /**
     * Lines that begin with {@code indent} blanks and are no longer than {@code width}, as far as words allow.
     *
     * @param mark what the first line begins with instead of blanks, such as {@code "-> "}; those after stand below
     *     what follows it
     */
    static List<String> lines(String text, String mark, int indent, int width) {
        List<String> lines = new ArrayList<>();
        String below = " ".repeat(indent + mark.length());
        StringBuilder line = new StringBuilder(" ".repeat(indent)).append(mark);
        for (String word : text.strip().split("\\s+")) {
            boolean first = line.length() == below.length();
            if (!first && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(below);
                first = true;
            }
            line.append(first ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
