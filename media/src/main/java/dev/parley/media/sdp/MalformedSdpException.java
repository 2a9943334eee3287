package dev.parley.media.sdp;

/** Text that is no session description, or one beyond our limits; the message names the line. */
public final class MalformedSdpException extends RuntimeException {

    private final int line;

    /**
     * @param line counted from 1 at {@code v=}; 0 when no single line is to blame
     * @param problem what is wrong with it
     */
    public MalformedSdpException(int line, String problem) {
        super(line > 0 ? "SDP line " + line + ": " + problem : "SDP: " + problem);
        this.line = line;
    }

    public int line() {
        return line;
    }
}
