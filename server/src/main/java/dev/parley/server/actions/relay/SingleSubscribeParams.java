package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;

/** Input of a relay without mixing (spec/24 §4). */
public record SingleSubscribeParams(
        @Meaning("The user and the stream.") UserMediaStream userMediaStream) {}
