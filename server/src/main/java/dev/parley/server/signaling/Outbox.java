package dev.parley.server.signaling;

import dev.parley.server.rooms.RoomNotice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What waits to be sent to one client, over the connections that its session has had. Frames are written by whoever
 * calls {@link #take}; rooms put notices in without ever waiting. Safe for use by any thread.
 *
 * <p>While no connection is attached, notices of the room's state are dropped, since the view that a resuming client
 * gets contains them; custom messages are kept until the client has said that it has them.
 */
final class Outbox {

    /** Messages that may wait to be written (spec/13 §1.4, rule 5), beside those that are sent again after a resume. */
    static final int MOST_WAITING = 256;

    /** Messages kept for a client that has not said yet that it has them; the oldest are given up. */
    static final int MOST_KEPT = 1_024;

    /** State and answers that may wait to be written: far more than a full room can cause while one frame is sent. */
    private static final int MOST_FRAMES = 8_192;

    /** One thing to be sent. */
    sealed interface Waiting {}

    /** A frame that answers a request. */
    record Answer(ObjectNode frame) implements Waiting {}

    /** Something that the room tells. */
    record Told(RoomNotice notice) implements Waiting {}

    /** The connection is closed with this code; nothing follows. */
    record Farewell(int code, String reason) implements Waiting {}

    private final Deque<RoomNotice.Message> kept = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int waitingMessages;

    /** {@link #MOST_WAITING}, and what a returning client has not taken yet of what was kept for it. */
    private int mostWaiting = MOST_WAITING;

    private long keptFrom;
    private boolean attached;
    private boolean collecting;
    private boolean overflowed;

    /** Holds back what comes until {@link #attach}, beginning with what is told after the next view. */
    synchronized void collect() {
        waiting.clear();
        waitingMessages = 0;
        attached = false;
        collecting = true;
        overflowed = false;
    }

    /** A view was taken: what was collected before is in it. */
    synchronized void viewTaken() {
        if (collecting) {
            waiting.removeIf(frame -> frame instanceof Told);
        }
    }

    /** No connection is there any more. */
    synchronized void detach() {
        waiting.clear();
        waitingMessages = 0;
        attached = false;
        collecting = false;
    }

    /**
     * A connection is there: it gets {@code first}, the kept messages, then what was collected.
     */
    synchronized void attach(ObjectNode first) {
        List<Waiting> collected = new ArrayList<>(waiting);
        waiting.clear();
        waiting.add(new Answer(first));
        kept.forEach(message -> waiting.add(new Told(message)));
        waitingMessages = kept.size();
        mostWaiting = MOST_WAITING + waitingMessages;
        waiting.addAll(collected);
        attached = true;
        collecting = false;
    }

    /**
     * Forgets the messages that the client has.
     *
     * @return the number of the first message that is kept, counted from 0
     */
    synchronized long acknowledge(long received) {
        while (keptFrom < received && !kept.isEmpty()) {
            kept.removeFirst();
            keptFrom++;
        }
        return keptFrom;
    }

    /** Puts an answer in; dropped when its connection is gone. */
    synchronized void answer(ObjectNode frame) {
        put(new Answer(frame));
    }

    /** Has the connection closed when everything before was written. */
    synchronized void farewell(int code, String reason) {
        put(new Farewell(code, reason));
    }

    private void put(Waiting next) {
        if (attached && !overflowed) {
            waiting.add(next);
            limit();
        }
    }

    synchronized void tell(RoomNotice notice) {
        if (notice instanceof RoomNotice.Message message) {
            keep(message);
            if (attached && !overflowed) {
                waiting.add(new Told(message));
                waitingMessages++;
                limit();
            }
        } else if ((attached || collecting) && !overflowed) {
            waiting.add(new Told(notice));
            limit();
        }
    }

    private void keep(RoomNotice.Message message) {
        if (kept.size() == MOST_KEPT) {
            kept.removeFirst();
            keptFrom++;
        }
        kept.add(message);
    }

    private void limit() {
        if (waitingMessages > mostWaiting && !dropUnreliable()) {
            overflowed = true;
        }
        if (waiting.size() > MOST_FRAMES) {
            overflowed = true;
        }
    }

    /** Its number is skipped as if it had been sent, so it must not be kept either. */
    private boolean dropUnreliable() {
        for (Iterator<Waiting> frames = waiting.iterator(); frames.hasNext(); ) {
            if (frames.next() instanceof Told(RoomNotice.Message message)
                    && !message.message().reliable()) {
                frames.remove();
                waitingMessages--;
                return kept.remove(message);
            }
        }
        return false;
    }

    /** The next frame for the connection, null when there is none now. */
    synchronized @Nullable Waiting take() {
        Waiting next = attached ? waiting.poll() : null;
        if (next instanceof Told(RoomNotice.Message _)) {
            waitingMessages--;
            mostWaiting = Math.max(MOST_WAITING, mostWaiting - 1);
        }
        return next;
    }

    synchronized boolean hasWaiting() {
        return attached && !waiting.isEmpty();
    }

    /** Whether more came than the client takes; nothing more is put in then. */
    synchronized boolean isOverflowed() {
        return overflowed;
    }
}
