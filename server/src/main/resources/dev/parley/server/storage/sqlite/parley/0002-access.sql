-- Keys belong to users; those there were are the owner's. Only temporary ones have a token, kept as its hash.
ALTER TABLE api_key ADD COLUMN uin BIGINT NOT NULL DEFAULT 0;
UPDATE api_key SET uin = account_id;
ALTER TABLE api_key ADD COLUMN token_hash TEXT;
ALTER TABLE api_key ADD COLUMN expires_at BIGINT;

CREATE TABLE sub_user (
    uin BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (account_id, name)
);

CREATE TABLE user_group (
    id BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (account_id, name)
);

CREATE TABLE group_member (
    group_id BIGINT NOT NULL,
    uin BIGINT NOT NULL,
    PRIMARY KEY (group_id, uin)
);

-- Documents as their authors wrote them.
CREATE TABLE custom_policy (
    account_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, name)
);

-- policy names a preset or a custom policy; holder_kind is user (holder_id a uin) or group.
CREATE TABLE policy_attachment (
    account_id BIGINT NOT NULL,
    policy TEXT NOT NULL,
    holder_kind TEXT NOT NULL,
    holder_id BIGINT NOT NULL,
    PRIMARY KEY (account_id, policy, holder_kind, holder_id)
);

-- list is allow or deny.
CREATE TABLE source_address (
    account_id BIGINT NOT NULL,
    list TEXT NOT NULL,
    address_range TEXT NOT NULL,
    PRIMARY KEY (account_id, list, address_range)
);

-- Lines of key=value.
ALTER TABLE application ADD COLUMN tags TEXT NOT NULL DEFAULT '';

-- One row; grows in each transaction that changes any of the above, so that others notice.
CREATE TABLE access_revision (
    only_row INTEGER PRIMARY KEY,
    revision BIGINT NOT NULL
);
INSERT INTO access_revision (only_row, revision) VALUES (1, 1);
