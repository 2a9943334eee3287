package dev.parley.server.signaling;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.RoomClient;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomNotice;
import dev.parley.server.rooms.Seat;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One session of the signalling door, which outlives the connections it is used over. Rooms talk to it from their
 * owner threads; at most one connection has it at a time.
 */
final class ClientSession implements RoomClient {

    private final RoomKey room;
    private final EntryRequest entry;
    private final String token;
    private final InstantSource clock;
    private final Consumer<ClientSession> whenOver;
    private final Outbox outbox = new Outbox();
    private final RequestAllowance requests;
    private final RequestAllowance messages;
    private final long originId;

    private volatile long lastHeard;
    private volatile @Nullable ExitReason end;
    private volatile @Nullable ClientSocket socket;
    private volatile @Nullable Seat seat;
    private String privateMapKey;
    private Permissions rights;
    private long originVersion;

    /**
     * @param token the secret that proves the right to resume
     * @param originId names the session in our SDP answers
     * @param clock the rooms' clock
     * @param whenOver called by the room's owner thread when the session has ended
     */
    ClientSession(
            Admission admission,
            EntryRequest entry,
            String token,
            long originId,
            InstantSource clock,
            Consumer<ClientSession> whenOver) {
        this.room = admission.room();
        this.rights = admission.rights();
        this.entry = entry;
        this.privateMapKey = entry.privateMapKey();
        this.token = token;
        this.originId = originId;
        this.clock = clock;
        this.whenOver = whenOver;
        this.lastHeard = clock.millis();
        this.requests = new RequestAllowance(lastHeard);
        this.messages = new RequestAllowance(lastHeard);
        outbox.collect();
    }

    RoomKey room() {
        return room;
    }

    EntryRequest entry() {
        return entry;
    }

    String token() {
        return token;
    }

    Outbox outbox() {
        return outbox;
    }

    RequestAllowance requests() {
        return requests;
    }

    /** Messages that may be handed to the room without waiting for it. */
    RequestAllowance messages() {
        return messages;
    }

    void sit(Seat taken) {
        seat = taken;
    }

    boolean isSeated() {
        return seat != null;
    }

    Seat seat() {
        Seat taken = seat;
        if (taken == null) {
            throw new IllegalStateException("a session is used once it has its seat");
        }
        return taken;
    }

    /** The ticket that the next role switch is checked with. */
    String privateMapKey() {
        return privateMapKey;
    }

    /** What the user may do. */
    Permissions rights() {
        return rights;
    }

    void permit(String ticket, Permissions allowed) {
        privateMapKey = ticket;
        rights = allowed;
    }

    long originId() {
        return originId;
    }

    /** Rises with every answer (RFC 8866 §5.2). */
    long nextOriginVersion() {
        return ++originVersion;
    }

    void heard() {
        lastHeard = clock.millis();
    }

    /** Whether the room has ended it. */
    boolean isOver() {
        return end != null;
    }

    /** Why the room has ended it, null while it goes on. */
    @Nullable
    ExitReason end() {
        return end;
    }

    /** Gives the session to a connection; the one that had it is returned. */
    synchronized @Nullable ClientSocket giveTo(ClientSocket taker) {
        ClientSocket former = socket;
        socket = taker;
        outbox.collect();
        return former;
    }

    /** A connection is gone; false when another one has the session already. */
    synchronized boolean takeFrom(ClientSocket gone) {
        if (socket != gone) {
            return false;
        }
        socket = null;
        outbox.detach();
        return true;
    }

    /** Begins to send to a connection, with {@code first}, unless another one has the session by now. */
    synchronized void attach(ClientSocket taker, ObjectNode first) {
        if (socket == taker) {
            outbox.attach(first);
        }
    }

    /** The next frame for a connection; null when there is none now, or when another one has the session. */
    synchronized Outbox.@Nullable Waiting take(ClientSocket taker) {
        return socket == taker ? outbox.take() : null;
    }

    synchronized boolean hasWaiting(ClientSocket taker) {
        return socket == taker && outbox.hasWaiting();
    }

    /** Answers what was asked over a connection; nobody is answered when another one has the session. */
    synchronized void answer(ClientSocket asker, ObjectNode frame) {
        if (socket == asker) {
            outbox.answer(frame);
        }
    }

    /** Has a connection closed when everything before was written. */
    synchronized void farewell(ClientSocket leaver, int code, String reason) {
        if (socket == leaver) {
            outbox.farewell(code, reason);
        }
    }

    @Override
    public void tell(RoomNotice notice) {
        outbox.tell(notice);
        if (notice instanceof RoomNotice.Ended(ExitReason reason)) {
            end = reason;
            whenOver.accept(this);
        }
        wake();
    }

    void wake() {
        ClientSocket open = socket;
        if (open != null) {
            open.wake();
        }
    }

    @Override
    public void viewTaken() {
        outbox.viewTaken();
    }

    @Override
    public long lastHeard() {
        return lastHeard;
    }
}
