CREATE TABLE application (
    sdk_app_id BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    secret_key TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE api_key (
    secret_id TEXT PRIMARY KEY,
    secret_key TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);

-- One row per media node's disk: the high-water mark that makes each batch count once.
CREATE TABLE usage_source (
    source TEXT PRIMARY KEY,
    epoch BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    counted_to BIGINT NOT NULL
);

-- Batches a source could not deliver any more; shown to operators, never silent.
CREATE TABLE usage_hole (
    source TEXT NOT NULL,
    from_seq BIGINT NOT NULL,
    to_seq BIGINT NOT NULL,
    from_second BIGINT NOT NULL,
    to_second BIGINT NOT NULL,
    PRIMARY KEY (source, from_seq)
);

-- kind 0: one batch's part, kind 1: compacted (source empty).
CREATE TABLE usage_segment (
    app BIGINT NOT NULL,
    hour BIGINT NOT NULL,
    kind INTEGER NOT NULL,
    source TEXT NOT NULL,
    seq BIGINT NOT NULL,
    head BLOB NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (app, hour, kind, source, seq)
);

-- Sums of 5 minutes, robots apart.
CREATE TABLE usage_app (
    app BIGINT NOT NULL,
    slot BIGINT NOT NULL,
    robot INTEGER NOT NULL,
    tier INTEGER NOT NULL,
    seconds BIGINT NOT NULL,
    PRIMARY KEY (app, slot, robot, tier)
);

-- Events for explanations; seq 0 of source '' is a compacted hour.
CREATE TABLE usage_event (
    app BIGINT NOT NULL,
    room_kind INTEGER NOT NULL,
    room TEXT NOT NULL,
    hour BIGINT NOT NULL,
    source TEXT NOT NULL,
    seq BIGINT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (app, room_kind, room, hour, source, seq)
);
