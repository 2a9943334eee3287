package dev.parley.server.signaling;

import java.util.Map;

/** The headers that let pages of other origins use the door (spec/15 §3.7). */
final class CrossOrigin {

    private static final Map<String, String> ALWAYS = Map.of(
            "Access-Control-Allow-Origin", "*",
            "Access-Control-Expose-Headers", "Location, ETag, Link, Accept-Post, Retry-After");

    private CrossOrigin() {}

    static Reply everyReply(Reply reply) {
        Reply open = reply;
        for (Map.Entry<String, String> header : ALWAYS.entrySet()) {
            open = open.with(header.getKey(), header.getValue());
        }
        return open;
    }

    /** On every OPTIONS, preflight or not: one client reads the methods to learn whether it may trickle. */
    static Reply options(Reply reply) {
        return reply.with("Access-Control-Allow-Methods", "OPTIONS, GET, HEAD, POST, PATCH, DELETE")
                .with(
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, If-Match, If-None-Match, ETag, Link")
                .with("Access-Control-Max-Age", "86400");
    }
}
