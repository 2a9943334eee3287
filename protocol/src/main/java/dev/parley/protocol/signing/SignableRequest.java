package dev.parley.protocol.signing;

import org.jspecify.annotations.Nullable;

/** A request exactly as received; nothing may be decoded, sorted or encoded again on the way here. */
public interface SignableRequest {

    /** Upper case. */
    String method();

    /** From the first slash to the question mark, still encoded. */
    String rawPath();

    /** Behind the question mark, still encoded; empty when there is none. */
    String rawQuery();

    /**
     * The first value of a header without surrounding blanks.
     *
     * @param name in any letter case
     */
    @Nullable
    String header(String name);

    byte[] body();
}
