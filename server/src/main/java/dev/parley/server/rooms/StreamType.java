package dev.parley.server.rooms;

import dev.parley.media.session.MediaKind;
import dev.parley.protocol.ticket.Permission;
import org.jspecify.annotations.Nullable;

/** What one user can publish, at most one of each (spec/10 §8.1), with the rights it needs (spec/05 §3). */
public enum StreamType {
    AUDIO("audio", MediaKind.AUDIO, null, Permission.SEND_AUDIO, Permission.RECEIVE_AUDIO, -102013),
    MAIN("main", MediaKind.VIDEO, Source.MAIN, Permission.SEND_VIDEO, Permission.RECEIVE_VIDEO, -102013),
    AUX("aux", MediaKind.VIDEO, Source.AUX, Permission.SEND_SUB_STREAM, Permission.RECEIVE_SUB_STREAM, -102015);

    private final String wireName;
    private final MediaKind kind;
    private final @Nullable Source source;
    private final Permission toSend;
    private final Permission toReceive;
    private final int sendRefusal;

    StreamType(
            String wireName,
            MediaKind kind,
            @Nullable Source source,
            Permission toSend,
            Permission toReceive,
            int sendRefusal) {
        this.wireName = wireName;
        this.kind = kind;
        this.source = source;
        this.toSend = toSend;
        this.toReceive = toReceive;
        this.sendRefusal = sendRefusal;
    }

    public String wireName() {
        return wireName;
    }

    public MediaKind kind() {
        return kind;
    }

    /** The picture as usage knows it, null for sound. */
    @Nullable
    Source source() {
        return source;
    }

    Permission toSend() {
        return toSend;
    }

    Permission toReceive() {
        return toReceive;
    }

    /** The official code for those who may not send it. */
    int sendRefusal() {
        return sendRefusal;
    }

    boolean isVideo() {
        return kind == MediaKind.VIDEO;
    }
}
