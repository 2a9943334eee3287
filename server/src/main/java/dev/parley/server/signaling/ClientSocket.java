package dev.parley.server.signaling;

import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.RoomNotice;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One WebSocket connection. Frames that arrive are dealt with one after the other, each while its thread waits for the
 * room; frames that leave are written by one virtual thread at a time, as long as there are any.
 */
public final class ClientSocket implements Session.Listener.AutoDemanding {

    static final int REPLACED = 4002;

    private static final int GOING_AWAY = 1001;
    private static final int RESTARTING = 1012;
    private static final int OVER = 4000;
    private static final int NO_FRAME = 4001;
    private static final int TOO_SLOW = 4003;
    private static final int SILENT = 4008;

    /** How long it may take to enter. */
    private static final Duration ENTRY = Duration.ofSeconds(10);

    /** How long a client may take to answer our goodbye. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** How long one frame may take to be written. */
    private static final long WRITE_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);

    private final SocketEntry entry;
    private final SocketRequests requests;
    private final Executor writers;
    private final AtomicBoolean writing = new AtomicBoolean();

    private volatile @Nullable Session connection;
    private volatile boolean closing;
    private volatile boolean entering;
    private volatile @Nullable ClientSession session;

    ClientSocket(SocketEntry entry, SocketRequests requests, Executor writers) {
        this.entry = entry;
        this.requests = requests;
        this.writers = writers;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        opened.setIdleTimeout(SILENCE);
        opened.addIdleTimeoutListener(timeout -> {
            if (closing) {
                opened.disconnect(); // it does not even answer our goodbye
            } else {
                close(SILENT, "nothing was heard in time");
            }
            return false;
        });
        connection = opened;
        after(ENTRY, this::requireEntry);
    }

    /** Silence alone does not tell who stays outside: a single byte now and then would keep a connection for ever. */
    private void requireEntry() {
        if (!entering && session == null) {
            close(SILENT, "nothing was entered in time");
        }
    }

    private void after(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, writers)
                .execute(task);
    }

    @Override
    public void onWebSocketText(String text) {
        if (closing) {
            return;
        }
        long id = 0;
        try {
            ClientFrame frame = ClientFrame.parse(text);
            id = frame.id();
            receive(frame);
        } catch (BadFrameException bad) {
            refuse(id, bad.code(), bad.getMessage());
        } catch (EntryRefusedException refused) {
            refuse(id, refused.code(), refused.getMessage());
        } catch (SentAwayException away) {
            write(new Outbox.Told(new RoomNotice.Ended(away.reason())));
        } catch (ProblemException busy) {
            refuse(id, SocketEntry.OVERLOADED, busy.getMessage());
        } catch (RuntimeException failure) {
            LOG.error("a frame of a client could not be dealt with", failure);
            refuse(id, SocketEntry.SYSTEM_ERROR, "the server failed; its log says why");
        }
    }

    private void receive(ClientFrame frame) {
        ClientSession known = session;
        if (known == null) {
            entering = true;
            ClientSession entered = entry.enter(frame, this);
            session = entered;
            if (closing) {
                entered.takeFrom(this); // it went away meanwhile, and nobody was there to be told
            }
        } else {
            known.heard();
            requests.receive(known, frame, this);
        }
        wake();
    }

    /** Whoever is not inside is told, and shown the door. */
    private void refuse(long id, int code, @Nullable String message) {
        ObjectNode error = ServerFrames.error(id, code, message);
        ClientSession known = session;
        if (known != null) {
            known.answer(this, error);
            wake();
        } else if (write(error)) {
            close(code == BadFrameException.NO_JSON ? NO_FRAME : OVER, "not entered");
        }
    }

    /** Writes what is waiting, unless somebody does already. Never blocks. */
    void wake() {
        if (writing.compareAndSet(false, true)) {
            writers.execute(this::writeAll);
        }
    }

    private void writeAll() {
        ClientSession known = session;
        boolean more = known != null;
        while (more && known != null) {
            Outbox.Waiting next = known.take(this);
            more = next != null && write(next);
            if (known.outbox().isOverflowed()) {
                close(TOO_SLOW, "too many messages were waiting");
                more = false;
            }
        }
        writing.set(false);
        // Read again: who entered meanwhile was not woken, because this was still writing.
        ClientSession entered = session;
        if (entered != null && !closing && entered.hasWaiting(this)) {
            wake();
        }
    }

    /** Whether there is use in going on. */
    private boolean write(Outbox.Waiting next) {
        return switch (next) {
            case Outbox.Answer(ObjectNode frame) -> write(frame);
            case Outbox.Farewell(int code, String reason) -> {
                close(code, reason);
                yield false;
            }
            case Outbox.Told(RoomNotice notice) -> {
                ObjectNode frame = ServerFrames.notice(notice);
                boolean written = frame == null || write(frame);
                if (written && notice instanceof RoomNotice.Ended(ExitReason reason)) {
                    end(reason);
                }
                yield written && !closing;
            }
        };
    }

    /** Who leaves by itself is answered first, and closed then. */
    private void end(ExitReason reason) {
        if (reason == ExitReason.SERVER_STOPPED) {
            close(RESTARTING, "the server stops");
        } else if (reason != ExitReason.NORMAL) {
            close(OVER, "the session is over");
        }
    }

    private boolean write(ObjectNode frame) {
        Session open = connection;
        if (open == null || !open.isOpen()) {
            return false;
        }
        Callback.Completable written = new Callback.Completable();
        open.sendText(frame.toString(), written);
        try {
            written.get(WRITE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException lost) {
            LOG.debug("a connection is lost", lost);
            open.disconnect();
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the connection, not the session. */
    void close(int code, String reason) {
        closing = true;
        Session open = connection;
        if (open != null) {
            open.close(code, reason, Callback.NOOP);
            after(GOODBYE, open::disconnect);
        }
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        boolean wasClosing = closing;
        closing = true;
        ClientSession known = session;
        if (known != null && known.takeFrom(this) && code == GOING_AWAY && !wasClosing) {
            known.seat().leave(ExitReason.VANISHED);
        }
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable failure) {
        LOG.debug("a connection failed", failure);
    }
}
