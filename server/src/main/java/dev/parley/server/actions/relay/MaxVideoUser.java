package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;

/** Who is shown large (spec/24 §4). */
public record MaxVideoUser(
        @Meaning("The user and the stream.") UserMediaStream userMediaStream) {}
