package dev.parley.media.sdp;

import java.util.ArrayList;
import java.util.List;

/** Splits text into lines and lines into levels, within limits. */
final class SessionDescriptionParser {

    /** A browser's section with every codec has some 3 KB in 110 lines, and a meeting's offer one for each tile. */
    static final int MAX_LENGTH = 524_288;

    static final int MAX_LINES = 20_000;
    static final int MAX_LINE_LENGTH = 4_096;
    static final int MAX_SECTIONS = 160;

    private SessionDescriptionParser() {}

    static SessionDescription parse(String text) {
        int start = text.indexOf("v=0");
        if (start < 0) {
            throw new MalformedSdpException(1, "a description begins with v=0");
        }
        List<SdpLine> lines = lines(text.substring(start));
        if (!lines.getFirst().value().equals("0")) {
            throw lines.getFirst().malformed("only version 0 is known");
        }
        return levels(lines);
    }

    /** All lines that are not blank; numbers count the blank ones too. */
    static List<SdpLine> lines(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedSdpException(0, "longer than " + MAX_LENGTH + " characters");
        }
        List<SdpLine> lines = new ArrayList<>();
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            if (number > MAX_LINES) {
                throw new MalformedSdpException(number, "more than " + MAX_LINES + " lines");
            }
            String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
            if (!line.isBlank()) {
                lines.add(line(line, number));
            }
        }
        return lines;
    }

    private static SdpLine line(String text, int number) {
        if (text.length() > MAX_LINE_LENGTH) {
            throw new MalformedSdpException(number, "longer than " + MAX_LINE_LENGTH + " characters");
        }
        if (text.length() < 2 || text.charAt(1) != '=' || text.charAt(0) < 'a' || text.charAt(0) > 'z') {
            throw new MalformedSdpException(number, "a line is a lower-case letter, \"=\" and a value");
        }
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
            throw new MalformedSdpException(number, "contains a control character");
        }
        return new SdpLine(text.charAt(0), text.substring(2).stripTrailing(), number);
    }

    private static SessionDescription levels(List<SdpLine> lines) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).type() == 'm') {
                starts.add(i);
            }
        }
        if (starts.size() > MAX_SECTIONS) {
            SdpLine first = lines.get(starts.get(MAX_SECTIONS));
            throw first.malformed("more than " + MAX_SECTIONS + " media sections");
        }
        starts.add(lines.size());
        List<MediaSection> sections = new ArrayList<>();
        for (int i = 0; i + 1 < starts.size(); i++) {
            int start = starts.get(i);
            sections.add(MediaSection.parse(lines.get(start), lines.subList(start + 1, starts.get(i + 1))));
        }
        return new SessionDescription(lines.subList(0, starts.getFirst()), sections);
    }
}
