-- One row: who this disk is, and what has been counted but not sealed.
CREATE TABLE node (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    next_seq BIGINT NOT NULL,
    counted_to BIGINT NOT NULL,
    open_counts BLOB NOT NULL
);

CREATE TABLE open_session (
    app BIGINT NOT NULL,
    room_kind INTEGER NOT NULL,
    room TEXT NOT NULL,
    session TEXT NOT NULL,
    PRIMARY KEY (app, room_kind, room, session)
);

-- Events since the last sealed batch, JSON lines as they were appended each second.
CREATE TABLE pending_event (
    id INTEGER PRIMARY KEY,
    lines TEXT NOT NULL
);

-- Sealed batches; kept for a day after the ledger took them, in case it comes back older.
CREATE TABLE outbox (
    seq BIGINT PRIMARY KEY,
    counted_to BIGINT NOT NULL,
    sealed_at BIGINT NOT NULL,
    body BLOB NOT NULL
);
