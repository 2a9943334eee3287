package dev.parley.server.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.access.AddressRules;
import dev.parley.server.access.AddressVerdict;
import dev.parley.server.access.ApiKey;
import dev.parley.server.access.Group;
import dev.parley.server.access.LiveAccess;
import dev.parley.server.access.PolicyHolder;
import dev.parley.server.access.User;
import dev.parley.server.access.policy.AddressRange;
import dev.parley.server.access.policy.Caller;
import dev.parley.server.access.policy.Decision;
import dev.parley.server.access.policy.Decision.Reason;
import dev.parley.server.access.policy.Question;
import dev.parley.server.metering.SettableClock;
import dev.parley.server.storage.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that answers from memory, and another process that changes the same files. */
class LiveAccessTest {

    private static final long ACCOUNT = 100;
    private static final long START = 1_772_416_710_000L;
    private static final String DENY_REMOVING = "{\"version\":\"2.0\",\"statement\":"
            + "{\"effect\":\"deny\",\"action\":\"trtc:Remove*\",\"resource\":\"*\"}}";

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(START);
    private SqliteDatabase here;
    private SqliteDatabase elsewhere;
    private SqliteApiKeys otherKeys;
    private SqliteUsers otherUsers;
    private SqlitePolicies otherPolicies;
    private User ann;
    private LiveAccess access;

    @BeforeEach
    void open() {
        here = SqliteDatabase.open(DataDirectory.prepare(directory));
        elsewhere = SqliteDatabase.open(DataDirectory.prepare(directory));
        otherKeys = new SqliteApiKeys(elsewhere, clock);
        otherUsers = new SqliteUsers(elsewhere, clock);
        otherPolicies = new SqlitePolicies(elsewhere, clock);
        ann = otherUsers.createUser(ACCOUNT, "ann");
        access = new LiveAccess(new SqliteAccessStore(here), clock);
    }

    @AfterEach
    void close() {
        here.close();
        elsewhere.close();
    }

    @Test
    void whatAnotherProcessChangesCountsAfterHalfASecond() {
        ApiKey key = otherKeys.create(ACCOUNT, ann.uin(), "key");

        clock.set(START + 499);
        assertThat(access.key(key.secretId())).isEmpty();
        clock.set(START + 500);
        assertThat(access.key(key.secretId())).contains(key);

        otherKeys.setEnabled(key.secretId(), false);
        clock.set(START + 999);
        assertThat(access.key(key.secretId())).contains(key);
        clock.set(START + 1000);
        assertThat(access.key(key.secretId())).isEmpty();
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeOldKnowledgeFresh() {
        ApiKey key = otherKeys.create(ACCOUNT, ann.uin(), "key");

        clock.set(START - 3_600_000);

        assertThat(access.key(key.secretId())).contains(key);
    }

    @Test
    void whatThisProcessChangesCountsAtOnce() {
        ApiKey key = new SqliteApiKeys(here, clock).create(ACCOUNT, ACCOUNT, "key");

        assertThat(access.key(key.secretId())).contains(key);
        new SqliteApiKeys(here, clock).setEnabled(key.secretId(), false);
        assertThat(access.key(key.secretId())).isEmpty();
    }

    @Test
    void nobodyIsLetInOnOldKnowledgeWhenLookingFails() {
        ApiKey key = new SqliteApiKeys(here, clock).create(ACCOUNT, ACCOUNT, "key");
        assertThat(access.key(key.secretId())).isPresent();
        drop("access_revision");
        clock.set(START + 500);

        assertThatThrownBy(() -> access.key(key.secretId())).isInstanceOf(StorageException.class);
    }

    @Test
    void aDisabledUsersKeysDoNotWork() {
        ApiKey key = otherKeys.create(ACCOUNT, ann.uin(), "key");
        otherPolicies.attach(ACCOUNT, "AdministratorAccess", PolicyHolder.of(ann));
        later();
        assertThat(access.key(key.secretId())).isPresent();
        assertThat(decide("RemoveUser").reason()).isEqualTo(Reason.ALLOWED);

        otherUsers.setEnabled(ann, false);
        later();
        assertThat(access.key(key.secretId())).isEmpty();
        assertThat(decide("RemoveUser").reason()).isEqualTo(Reason.NO_MATCH);

        otherUsers.setEnabled(ann, true);
        later();
        assertThat(access.key(key.secretId())).contains(key);
    }

    @Test
    void aKeyOfNobodyDoesNotWork() {
        ApiKey stray = otherKeys.create(ACCOUNT, 12345, "stray");
        ApiKey foreign = otherKeys.create(ACCOUNT + 1, ann.uin(), "of another account");
        later();

        assertThat(access.key(stray.secretId())).isEmpty();
        assertThat(access.key(foreign.secretId())).isEmpty();
    }

    @Test
    void policiesCountThroughUserAndGroups() {
        Group moderators = otherUsers.createGroup(ACCOUNT, "moderators");
        otherPolicies.attach(ACCOUNT, "QcloudTRTCFullAccess", PolicyHolder.of(moderators));
        later();
        assertThat(decide("RemoveUser").reason()).isEqualTo(Reason.NO_MATCH);

        otherUsers.add(moderators, ann);
        later();
        assertThat(decide("RemoveUser").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(decide("RemoveUser").statement())
                .extracting(Decision.DecidingStatement::attachedTo)
                .isEqualTo("group moderators");

        otherPolicies.create(ACCOUNT, "no-removing", DENY_REMOVING);
        otherPolicies.attach(ACCOUNT, "no-removing", PolicyHolder.of(ann));
        later();
        assertThat(decide("RemoveUser").reason()).isEqualTo(Reason.EXPLICIT_DENY);
        assertThat(decide("RemoveUser").statement())
                .extracting(Decision.DecidingStatement::attachedTo)
                .isEqualTo("user ann");
        assertThat(decide("DismissRoom").reason()).isEqualTo(Reason.ALLOWED);
    }

    @Test
    void aPolicyThatCannotBeReadDeniesEverythingToItsHolders() {
        otherPolicies.attach(ACCOUNT, "AdministratorAccess", PolicyHolder.of(ann));
        otherPolicies.create(ACCOUNT, "broken", DENY_REMOVING);
        otherPolicies.attach(ACCOUNT, "broken", PolicyHolder.of(ann));
        SqliteAccessStore.change(
                elsewhere, connection -> SqliteRows.update(connection, "UPDATE custom_policy SET document = '{'"));
        later();

        assertThat(decide("DismissRoom").reason()).isEqualTo(Reason.EXPLICIT_DENY);
    }

    @Test
    void addressListsAreAsked() {
        otherPolicies.setAddresses(
                ACCOUNT,
                new AddressRules(List.of(range("10.0.0.0/8"), range("2001:db8::/32")), List.of(range("10.6.6.6"))));
        later();

        assertThat(access.address(ACCOUNT, "10.1.1.1")).isEqualTo(AddressVerdict.ALLOWED);
        assertThat(access.address(ACCOUNT, "2001:db8::1")).isEqualTo(AddressVerdict.ALLOWED);
        assertThat(access.address(ACCOUNT, "10.6.6.6")).isEqualTo(AddressVerdict.IN_DENY_LIST);
        assertThat(access.address(ACCOUNT, "192.0.2.1")).isEqualTo(AddressVerdict.NOT_IN_ALLOW_LIST);
        assertThat(access.address(ACCOUNT, "nonsense")).isEqualTo(AddressVerdict.NOT_IN_ALLOW_LIST);
        assertThat(access.address(ACCOUNT + 1, "192.0.2.1")).isEqualTo(AddressVerdict.ALLOWED);

        otherPolicies.setAddresses(ACCOUNT, new AddressRules(List.of(), List.of(range("10.6.6.6"))));
        later();
        assertThat(access.address(ACCOUNT, "192.0.2.1")).isEqualTo(AddressVerdict.ALLOWED);
    }

    @Test
    void tagsAreAtHand() {
        long application = new SqliteApplications(elsewhere, clock)
                .create(ACCOUNT, "app", Map.of("team", "red"))
                .sdkAppId();
        later();

        assertThat(access.tags(application)).isEqualTo(Map.of("team", "red"));
        assertThat(access.tags(5)).isEmpty();
    }

    private Decision decide(String action) {
        Question question = new Question(action, "ap-guangzhou", 20000001L, Map.of(), "192.0.2.1", clock.instant());
        return access.decide(new Caller(ACCOUNT, ann.uin()), question);
    }

    private void later() {
        clock.set(clock.millis() + 500);
    }

    private static AddressRange range(String text) {
        return AddressRange.read(text).orElseThrow();
    }

    private void drop(String table) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("parley.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP TABLE " + table);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
