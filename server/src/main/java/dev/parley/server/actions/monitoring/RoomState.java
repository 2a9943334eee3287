package dev.parley.server.actions.monitoring;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Unsigned;

/** One life of a room (spec/24 §2). */
public record RoomState(
        @Meaning("Id of this life of the room, `<SdkAppId>_<number>_<CreateTime>`.")
        String commId,

        @Meaning("Room id as text, for rooms of both kinds.")
        String roomString,

        @Meaning("When the first user entered, UNIX seconds.") @Unsigned
        long createTime,

        @Meaning("When the room was closed, UNIX seconds; the time of the query while it is open.") @Unsigned
        long destroyTime,

        @Meaning("Whether the room was closed.") boolean isFinished,
        @Meaning("Who entered first.") String userId) {}
