package dev.parley.server.storage.sqlite;

import dev.parley.server.access.AddressRules;
import dev.parley.server.access.Attachment;
import dev.parley.server.access.CustomPolicy;
import dev.parley.server.access.Names;
import dev.parley.server.access.Policies;
import dev.parley.server.access.PolicyHolder;
import dev.parley.server.access.RefusedChangeException;
import dev.parley.server.access.policy.AddressRange;
import dev.parley.server.access.policy.PolicyParser;
import dev.parley.server.access.policy.PresetPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Policies, attachments and address lists in the server's database. */
public final class SqlitePolicies implements Policies {

    private static final String ALLOW = "allow";
    private static final String DENY = "deny";

    private final SqliteDatabase database;
    private final InstantSource clock;

    public SqlitePolicies(SqliteDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<CustomPolicy> custom(long accountId) {
        return database.read(connection -> all(connection).stream()
                .filter(policy -> policy.accountId() == accountId)
                .toList());
    }

    static List<CustomPolicy> all(Connection connection) throws SQLException {
        return SqliteRows.list(
                connection,
                "SELECT account_id, name, document, created_at FROM custom_policy ORDER BY account_id, name",
                row -> new CustomPolicy(
                        row.getLong(1), row.getString(2), row.getString(3), Instant.ofEpochMilli(row.getLong(4))));
    }

    @Override
    public CustomPolicy create(long accountId, String name, String document) {
        Names.require("policy", name);
        PolicyParser.parse(document);
        if (PresetPolicy.named(name).isPresent()) {
            throw new RefusedChangeException("'" + name + "' is the name of a preset policy.");
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        return SqliteAccessStore.change(database, connection -> {
            SqliteUsers.requireRoom(connection, "custom_policy", "policy", MAX_POLICIES, accountId, name);
            SqliteRows.update(
                    connection,
                    "INSERT INTO custom_policy (account_id, name, document, created_at) VALUES (?, ?, ?, ?)",
                    accountId,
                    name,
                    document,
                    now.toEpochMilli());
            return new CustomPolicy(accountId, name, document, now);
        });
    }

    @Override
    public void delete(long accountId, String name) {
        if (PresetPolicy.named(name).isPresent()) {
            throw new RefusedChangeException("'" + name + "' is a preset policy, which cannot be deleted.");
        }
        SqliteAccessStore.change(database, connection -> {
            requirePolicy(connection, accountId, name);
            long attached = SqliteRows.number(
                    connection,
                    "SELECT COUNT(*) FROM policy_attachment WHERE account_id = ? AND policy = ?",
                    accountId,
                    name);
            if (attached > 0) {
                throw new RefusedChangeException("The policy '" + name + "' is attached to " + attached
                        + (attached == 1 ? " user or group" : " users or groups")
                        + "; 'parley access policy list' shows which. Detach it first.");
            }
            return SqliteRows.update(
                    connection, "DELETE FROM custom_policy WHERE account_id = ? AND name = ?", accountId, name);
        });
    }

    @Override
    public List<Attachment> attachments(long accountId) {
        return database.read(connection -> allAttachments(connection).stream()
                .filter(attachment -> attachment.accountId() == accountId)
                .toList());
    }

    static List<Attachment> allAttachments(Connection connection) throws SQLException {
        return SqliteRows.list(
                connection,
                "SELECT account_id, policy, holder_kind, holder_id FROM policy_attachment "
                        + "ORDER BY account_id, policy, holder_kind DESC, holder_id",
                row -> new Attachment(
                        row.getLong(1),
                        row.getString(2),
                        new PolicyHolder(
                                PolicyHolder.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)), row.getLong(4))));
    }

    @Override
    public void attach(long accountId, String policy, PolicyHolder holder) {
        SqliteAccessStore.change(database, connection -> {
            requirePolicy(connection, accountId, policy);
            long attached = SqliteRows.number(
                    connection,
                    "SELECT COUNT(*) FROM policy_attachment WHERE holder_kind = ? AND holder_id = ?",
                    word(holder),
                    holder.id());
            if (attached >= MAX_ATTACHED) {
                throw new RefusedChangeException("At most " + MAX_ATTACHED + " policies are attached to one holder.");
            }
            return SqliteRows.update(
                    connection,
                    "INSERT INTO policy_attachment (account_id, policy, holder_kind, holder_id) "
                            + "VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    accountId,
                    policy,
                    word(holder),
                    holder.id());
        });
    }

    @Override
    public void detach(long accountId, String policy, PolicyHolder holder) {
        SqliteAccessStore.change(database, connection -> {
            int detached = SqliteRows.update(
                    connection,
                    "DELETE FROM policy_attachment "
                            + "WHERE account_id = ? AND policy = ? AND holder_kind = ? AND holder_id = ?",
                    accountId,
                    policy,
                    word(holder),
                    holder.id());
            if (detached == 0) {
                throw new RefusedChangeException("The policy '" + policy + "' is not attached there.");
            }
            return detached;
        });
    }

    private static String word(PolicyHolder holder) {
        return holder.kind().name().toLowerCase(Locale.ROOT);
    }

    private static void requirePolicy(Connection connection, long accountId, String name) throws SQLException {
        long found = SqliteRows.number(
                connection, "SELECT COUNT(*) FROM custom_policy WHERE account_id = ? AND name = ?", accountId, name);
        if (found == 0 && PresetPolicy.named(name).isEmpty()) {
            throw new RefusedChangeException(
                    "There is no policy '" + name + "'; 'parley access policy list' shows those there are.");
        }
    }

    @Override
    public AddressRules addresses(long accountId) {
        return database.read(SqlitePolicies::allAddresses).getOrDefault(accountId, AddressRules.NONE);
    }

    static Map<Long, AddressRules> allAddresses(Connection connection) throws SQLException {
        record Line(long accountId, boolean isAllow, AddressRange range) {}
        List<Line> lines = SqliteRows.list(
                connection,
                "SELECT account_id, list, address_range FROM source_address ORDER BY account_id, list, address_range",
                row -> new Line(row.getLong(1), row.getString(2).equals(ALLOW), range(row.getString(3))));
        Map<Long, AddressRules> rules = new HashMap<>();
        for (Line line : lines) {
            AddressRules known = rules.getOrDefault(line.accountId(), AddressRules.NONE);
            rules.put(
                    line.accountId(),
                    line.isAllow()
                            ? new AddressRules(and(known.allow(), line.range()), known.deny())
                            : new AddressRules(known.allow(), and(known.deny(), line.range())));
        }
        return rules;
    }

    private static AddressRange range(String stored) {
        return AddressRange.read(stored)
                .orElseThrow(() -> new IllegalStateException("'" + stored + "' was stored as an address range"));
    }

    private static List<AddressRange> and(List<AddressRange> ranges, AddressRange one) {
        List<AddressRange> more = new ArrayList<>(ranges);
        more.add(one);
        return more;
    }

    @Override
    public void setAddresses(long accountId, AddressRules rules) {
        if (Math.max(rules.allow().size(), rules.deny().size()) > AddressRules.MAX_RANGES) {
            throw new RefusedChangeException("An address list has at most " + AddressRules.MAX_RANGES + " ranges.");
        }
        SqliteAccessStore.change(database, connection -> {
            SqliteRows.update(connection, "DELETE FROM source_address WHERE account_id = ?", accountId);
            insert(connection, accountId, ALLOW, rules.allow());
            insert(connection, accountId, DENY, rules.deny());
            return rules;
        });
    }

    private static void insert(Connection connection, long accountId, String list, List<AddressRange> ranges)
            throws SQLException {
        for (AddressRange range : ranges) {
            SqliteRows.update(
                    connection,
                    "INSERT INTO source_address (account_id, list, address_range) "
                            + "VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    accountId,
                    list,
                    range.toString());
        }
    }
}
