package dev.parley.server.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.access.AddressRules;
import dev.parley.server.access.ApiKey;
import dev.parley.server.access.ApiKeys;
import dev.parley.server.access.Attachment;
import dev.parley.server.access.CustomPolicy;
import dev.parley.server.access.Group;
import dev.parley.server.access.PolicyHolder;
import dev.parley.server.access.RefusedChangeException;
import dev.parley.server.access.TemporaryCredential;
import dev.parley.server.access.User;
import dev.parley.server.access.policy.AddressRange;
import dev.parley.server.access.policy.PolicyException;
import dev.parley.server.metering.SettableClock;
import dev.parley.server.rooms.Application;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAccessTest {

    private static final long ACCOUNT = 100;
    private static final String POLICY =
            "{ \"version\":\"2.0\", \"statement\":{\"effect\":\"allow\",\"action\":\"trtc:*\",\"resource\":\"*\"}}\n";

    @TempDir
    Path temporary;

    private final SettableClock clock = new SettableClock(1_772_416_710_123L);
    private SqliteDatabase database;
    private SqliteApiKeys keys;
    private SqliteUsers users;
    private SqlitePolicies policies;
    private SqliteAccessStore store;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(DataDirectory.prepare(temporary));
        keys = new SqliteApiKeys(database, clock);
        users = new SqliteUsers(database, clock);
        policies = new SqlitePolicies(database, clock);
        store = new SqliteAccessStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keysAreCreatedDisabledAndEnabled() {
        ApiKey key = keys.create(ACCOUNT, 7, "first");

        assertThat(key.secretId()).matches("AKID[A-Za-z0-9]{32}");
        assertThat(key.secretKey()).matches("[A-Za-z0-9]{32}");
        assertThat(key.uin()).isEqualTo(7);
        assertThat(key.isTemporary()).isFalse();
        assertThat(keys.find(key.secretId())).contains(key);
        assertThat(keys.setEnabled(key.secretId(), false)).isTrue();
        assertThat(keys.find(key.secretId()).orElseThrow().enabled()).isFalse();
        assertThat(keys.setEnabled(key.secretId(), true)).isTrue();
        assertThat(keys.list()).containsExactly(key);
        assertThat(keys.setEnabled("AKIDnobody", false)).isFalse();
        assertThat(keys.find("AKIDnobody")).isEmpty();
    }

    @Test
    void aUsersKeysAreLimited() {
        for (int count = 0; count < ApiKeys.MAX_KEYS; count++) {
            keys.create(ACCOUNT, 7, "key");
        }

        assertThatThrownBy(() -> keys.create(ACCOUNT, 7, "key"))
                .isInstanceOf(RefusedChangeException.class)
                .hasMessageContaining("100 keys");
        assertThat(keys.create(ACCOUNT, 8, "key").uin()).isEqualTo(8);
    }

    @Test
    void aTemporaryKeyNeedsItsTokenWhichIsNotKept() throws SQLException {
        TemporaryCredential credential = keys.createTemporary(ACCOUNT, 7, Duration.ofHours(1));
        ApiKey key = keys.find(credential.key().secretId()).orElseThrow();

        assertThat(key).isEqualTo(credential.key());
        assertThat(key.acceptsToken(credential.token(), clock.instant())).isTrue();
        assertThat(key.acceptsToken(credential.token() + "x", clock.instant())).isFalse();
        assertThat(key.acceptsToken(null, clock.instant())).isFalse();
        assertThat(key.acceptsToken(credential.token(), clock.instant().plusSeconds(3599)))
                .isTrue();
        assertThat(key.acceptsToken(credential.token(), clock.instant().plusSeconds(3600)))
                .isFalse();
        assertThat(dump("api_key")).contains(credential.key().secretKey()).doesNotContain(credential.token());
        assertThat(credential.toString())
                .contains(key.secretId())
                .doesNotContain(credential.token())
                .doesNotContain(key.secretKey());
    }

    @Test
    void aLongTermKeyComesWithoutAToken() {
        ApiKey key = keys.create(ACCOUNT, 7, "first");

        assertThat(key.acceptsToken(null, clock.instant())).isTrue();
        assertThat(key.acceptsToken("any", clock.instant())).isFalse();
    }

    @Test
    void expiredKeysMakeRoom() {
        TemporaryCredential old = keys.createTemporary(ACCOUNT, 7, Duration.ofHours(1));
        for (int count = 1; count < ApiKeys.MAX_TEMPORARY; count++) {
            keys.createTemporary(ACCOUNT, 7, Duration.ofHours(1));
        }
        assertThatThrownBy(() -> keys.createTemporary(ACCOUNT, 7, Duration.ofHours(1)))
                .isInstanceOf(RefusedChangeException.class);

        clock.set(clock.millis() + Duration.ofHours(2).toMillis());
        keys.createTemporary(ACCOUNT, 7, Duration.ofHours(1));
        assertThat(keys.find(old.key().secretId())).isPresent();

        clock.set(clock.millis() + Duration.ofHours(24).toMillis());
        keys.createTemporary(ACCOUNT, 7, Duration.ofHours(1));
        assertThat(keys.find(old.key().secretId())).isEmpty();
    }

    @Test
    void usersAndGroupsHaveNamesOfTheirOwn() {
        User ann = users.createUser(ACCOUNT, "ann");
        User bob = users.createUser(ACCOUNT, "bob");
        User other = users.createUser(ACCOUNT + 1, "ann");
        Group support = users.createGroup(ACCOUNT, "support");
        users.add(support, bob);
        users.add(support, ann);
        users.add(support, ann);

        assertThat(List.of(ann.uin(), bob.uin(), other.uin()))
                .containsExactly(200_000_000_001L, 200_000_000_002L, 200_000_000_003L);
        assertThat(users.users(ACCOUNT)).containsExactly(ann, bob);
        assertThat(users.user(ACCOUNT, "bob")).isEqualTo(bob);
        assertThat(users.user(ACCOUNT, "200000000002")).isEqualTo(bob);
        assertThat(users.group(ACCOUNT, "support").members()).containsExactly(ann.uin(), bob.uin());
        users.remove(support, ann);
        assertThat(users.groups(ACCOUNT).getFirst().members()).containsExactly(bob.uin());
        users.setEnabled(bob, false);
        assertThat(users.user(ACCOUNT, "bob").enabled()).isFalse();

        refused(() -> users.createUser(ACCOUNT, "ann"), "already a user 'ann'");
        refused(() -> users.createGroup(ACCOUNT, "support"), "already a group");
        refused(() -> users.createUser(ACCOUNT, "123"), "not digits alone");
        refused(() -> users.createUser(ACCOUNT, "a b"), "characters");
        refused(() -> users.createGroup(ACCOUNT, ""), "characters");
        refused(() -> users.user(ACCOUNT, "200000000003"), "no user '200000000003'");
        refused(() -> users.group(ACCOUNT, "nobody"), "no group 'nobody'");
        refused(() -> users.remove(support, ann), "no member");
    }

    @Test
    void policiesAreKeptAsTheyWereGiven() {
        Group support = users.createGroup(ACCOUNT, "support");
        User ann = users.createUser(ACCOUNT, "ann");
        CustomPolicy policy = policies.create(ACCOUNT, "everything", POLICY);
        policies.attach(ACCOUNT, "everything", PolicyHolder.of(support));
        policies.attach(ACCOUNT, "QcloudTRTCReadonlyAccess", PolicyHolder.of(ann));
        policies.attach(ACCOUNT, "QcloudTRTCReadonlyAccess", PolicyHolder.of(ann));

        assertThat(policies.custom(ACCOUNT)).containsExactly(policy);
        assertThat(policy.document()).isEqualTo(POLICY);
        assertThat(policies.attachments(ACCOUNT))
                .containsExactly(
                        new Attachment(ACCOUNT, "QcloudTRTCReadonlyAccess", PolicyHolder.of(ann)),
                        new Attachment(ACCOUNT, "everything", PolicyHolder.of(support)));

        refused(() -> policies.delete(ACCOUNT, "everything"), "attached to 1 user or group");
        policies.detach(ACCOUNT, "everything", PolicyHolder.of(support));
        policies.delete(ACCOUNT, "everything");
        assertThat(policies.custom(ACCOUNT)).isEmpty();

        refused(() -> policies.delete(ACCOUNT, "everything"), "no policy 'everything'");
        refused(() -> policies.delete(ACCOUNT, "AdministratorAccess"), "cannot be deleted");
        refused(() -> policies.create(ACCOUNT, "AdministratorAccess", POLICY), "preset");
        refused(() -> policies.attach(ACCOUNT, "nothing", PolicyHolder.of(ann)), "no policy 'nothing'");
        refused(() -> policies.detach(ACCOUNT, "everything", PolicyHolder.of(ann)), "not attached");
        assertThatThrownBy(() -> policies.create(ACCOUNT, "broken", "{}")).isInstanceOf(PolicyException.class);
        assertThat(policies.custom(ACCOUNT)).isEmpty();
    }

    @Test
    void addressListsAreReplacedTogether() {
        AddressRules rules =
                new AddressRules(List.of(range("10.0.0.1/8"), range("::1")), List.of(range("10.9.0.0/16")));
        policies.setAddresses(ACCOUNT, rules);

        assertThat(policies.addresses(ACCOUNT)).isEqualTo(rules);
        assertThat(policies.addresses(ACCOUNT + 1)).isEqualTo(AddressRules.NONE);
        policies.setAddresses(ACCOUNT, AddressRules.NONE);
        assertThat(policies.addresses(ACCOUNT)).isEqualTo(AddressRules.NONE);
    }

    @Test
    void applicationsHaveTags() {
        SqliteApplications applications = new SqliteApplications(database, clock);
        Application plain = applications.create(ACCOUNT, "plain");
        Application tagged = applications.create(ACCOUNT, "tagged", Map.of("team", "red", "stage", "test"));

        assertThat(applications.find(tagged.sdkAppId())).contains(tagged);
        assertThat(store.load().tags()).isEqualTo(Map.of(tagged.sdkAppId(), tagged.tags()));
        applications.tag(plain.sdkAppId(), Map.of("队", "蓝"));
        assertThat(applications.find(plain.sdkAppId()).orElseThrow().tags()).isEqualTo(Map.of("队", "蓝"));
        assertThat(applications.tag(5, Map.of())).isEmpty();
        assertThatThrownBy(() -> applications.tag(plain.sdkAppId(), Map.of("a=b", "c")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyChangeMovesTheRevision() {
        User ann = users.createUser(ACCOUNT, "ann");
        Group group = users.createGroup(ACCOUNT, "group");
        ApiKey key = keys.create(ACCOUNT, ann.uin(), "key");
        SqliteApplications applications = new SqliteApplications(database, clock);
        long application = applications.create(ACCOUNT, "app").sdkAppId();
        List<Runnable> changes = List.of(
                () -> keys.setEnabled(key.secretId(), false),
                () -> keys.createTemporary(ACCOUNT, ACCOUNT, Duration.ofHours(1)),
                () -> users.setEnabled(ann, false),
                () -> users.add(group, ann),
                () -> users.remove(group, ann),
                () -> policies.create(ACCOUNT, "p", POLICY),
                () -> policies.attach(ACCOUNT, "p", PolicyHolder.of(ann)),
                () -> policies.detach(ACCOUNT, "p", PolicyHolder.of(ann)),
                () -> policies.delete(ACCOUNT, "p"),
                () -> policies.setAddresses(ACCOUNT, AddressRules.NONE),
                () -> applications.tag(application, Map.of("team", "red")));
        for (Runnable change : changes) {
            long before = store.revision();
            long localBefore = store.localChanges();
            change.run();
            assertThat(store.revision()).isEqualTo(before + 1);
            assertThat(store.load().revision()).isEqualTo(before + 1);
            assertThat(store.localChanges()).isGreaterThan(localBefore);
        }
    }

    @Test
    void keysOfAnOlderDatabaseBecomeTheOwners(@TempDir Path older) throws SQLException, IOException {
        DataDirectory directory = DataDirectory.prepare(older);
        makeOlder(directory);

        try (SqliteDatabase upgraded = SqliteDatabase.open(directory)) {
            ApiKey key = new SqliteApiKeys(upgraded, clock).find("AKIDold").orElseThrow();
            assertThat(key.caller().isOwner()).isTrue();
            assertThat(key.uin()).isEqualTo(42);
            assertThat(key.isTemporary()).isFalse();
            Application application =
                    new SqliteApplications(upgraded, clock).find(5).orElseThrow();
            assertThat(application.tags()).isEmpty();
            assertThat(application.permissionControl()).isFalse();
        }
    }

    /** As the first version left it: one step applied. */
    private static void makeOlder(DataDirectory directory) throws SQLException, IOException {
        String sql;
        try (InputStream first = SqliteDatabase.class.getResourceAsStream("parley/0001-first.sql")) {
            sql = new String(first.readAllBytes(), StandardCharsets.UTF_8);
        }
        CRC32C checksum = new CRC32C();
        checksum.update(sql.getBytes(StandardCharsets.UTF_8));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.file("parley.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA application_id = " + 0x50524C59);
            statement.executeUpdate(sql);
            statement.executeUpdate("CREATE TABLE schema_migration "
                    + "(number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum BIGINT NOT NULL)");
            statement.executeUpdate(
                    "INSERT INTO schema_migration VALUES (1, '0001-first.sql', " + checksum.getValue() + ")");
            statement.executeUpdate("INSERT INTO api_key VALUES ('AKIDold', 'secret', 42, 'old', 1, 0)");
            statement.executeUpdate("INSERT INTO application VALUES (5, 42, 'old', 'secret', 1, 0)");
        }
    }

    private String dump(String table) {
        return database.read(connection -> SqliteRows.list(connection, "SELECT * FROM " + table, row -> {
                    StringBuilder text = new StringBuilder();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        text.append(row.getString(column)).append('|');
                    }
                    return text.toString();
                })
                .toString());
    }

    private static AddressRange range(String text) {
        return AddressRange.read(text).orElseThrow();
    }

    private static void refused(Runnable change, String reason) {
        assertThatThrownBy(change::run)
                .isInstanceOf(RefusedChangeException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("\n");
    }
}
