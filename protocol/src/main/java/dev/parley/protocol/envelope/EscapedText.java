package dev.parley.protocol.envelope;

import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;

/** Passes text on piece by piece as the inside of a JSON string. */
final class EscapedText implements Appendable {

    private static final int CHUNK = 4096;
    private static final HexFormat HEX = HexFormat.of();

    private final JsonGenerator json;
    private final StringBuilder chunk = new StringBuilder(CHUNK + 16);

    EscapedText(JsonGenerator json) {
        this.json = json;
    }

    @Override
    public EscapedText append(CharSequence text) {
        return append(text, 0, text.length());
    }

    @Override
    public EscapedText append(CharSequence text, int start, int end) {
        for (int index = start; index < end; index++) {
            append(text.charAt(index));
        }
        return this;
    }

    @Override
    public EscapedText append(char letter) {
        switch (letter) {
            case '"' -> chunk.append("\\\"");
            case '\\' -> chunk.append("\\\\");
            case '\n' -> chunk.append("\\n");
            case '\r' -> chunk.append("\\r");
            default -> {
                // Surrogates are escaped too, so that no pair is ever cut at the end of a chunk.
                if (letter < 0x20 || Character.isSurrogate(letter)) {
                    chunk.append("\\u").append(HEX.toHexDigits(letter));
                } else {
                    chunk.append(letter);
                }
            }
        }
        if (chunk.length() >= CHUNK) {
            finish();
        }
        return this;
    }

    /** Passes on what is left. */
    void finish() {
        json.writeRaw(chunk.toString());
        chunk.setLength(0);
    }
}
