package dev.parley.server.access;

import java.util.List;

/**
 * The users and groups of accounts. Safe for use by any thread; each call sees what was last committed, and each change
 * is committed when it returns. Where a name is asked for, a user's uin will do.
 */
public interface Users {

    /** Users of one account. */
    int MAX_USERS = 1000;

    /** Groups of one account. */
    int MAX_GROUPS = 300;

    /** Ascending by uin. */
    List<User> users(long accountId);

    /** Ascending by creation. */
    List<Group> groups(long accountId);

    /** @throws RefusedChangeException when there is none */
    User user(long accountId, String name);

    /** @throws RefusedChangeException when there is none */
    Group group(long accountId, String name);

    /** @throws RefusedChangeException when the name is taken or not one, or when there are too many */
    User createUser(long accountId, String name);

    /** @throws RefusedChangeException when the name is taken or not one, or when there are too many */
    Group createGroup(long accountId, String name);

    /** A disabled user's keys are answered like unknown ones. */
    void setEnabled(User user, boolean enabled);

    /** Does nothing when it is a member already. */
    void add(Group group, User user);

    /** @throws RefusedChangeException when it is no member */
    void remove(Group group, User user);
}
