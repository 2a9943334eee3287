package dev.parley.server.actions.monitoring;

import dev.parley.protocol.shape.Meaning;
import java.util.List;

/** The events grouped under one user id (spec/24 §2, QLT-12). */
public record EventList(
        @Meaning("The events, ascending.") List<EventMessage> content,

        @Meaning("The user's own id for own events; the sender's for events about receiving somebody.")
        String peerId) {}
