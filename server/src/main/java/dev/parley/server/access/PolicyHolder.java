package dev.parley.server.access;

/**
 * Whom a policy is attached to.
 *
 * @param id the user's uin or the group's id
 */
public record PolicyHolder(Kind kind, long id) {

    /** Users and groups have numbers of their own. */
    public enum Kind {
        USER,
        GROUP
    }

    public static PolicyHolder of(User user) {
        return new PolicyHolder(Kind.USER, user.uin());
    }

    public static PolicyHolder of(Group group) {
        return new PolicyHolder(Kind.GROUP, group.id());
    }
}
