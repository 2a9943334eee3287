package dev.parley.server.access;

import java.util.List;

/**
 * What an account's users may do: policies, whom they are attached to, and the address lists. Safe for use by any
 * thread; each call sees what was last committed, and each change is committed when it returns.
 */
public interface Policies {

    /** Custom policies of one account. */
    int MAX_POLICIES = 1500;

    /** Policies attached to one user or group. */
    int MAX_ATTACHED = 200;

    /** The custom policies, ascending by name. */
    List<CustomPolicy> custom(long accountId);

    /**
     * Keeps a policy, as it is written, once it was found right.
     *
     * @throws dev.parley.server.access.policy.PolicyException when the document is no policy
     * @throws RefusedChangeException when the name is taken or not one, or when there are too many
     */
    CustomPolicy create(long accountId, String name, String document);

    /** @throws RefusedChangeException when there is none, when it is a preset, or while it is attached */
    void delete(long accountId, String name);

    /** Ascending by policy. */
    List<Attachment> attachments(long accountId);

    /**
     * Does nothing when it is attached already.
     *
     * @throws RefusedChangeException when there is no such policy, or when the holder has too many
     */
    void attach(long accountId, String policy, PolicyHolder holder);

    /** @throws RefusedChangeException when it isn't attached */
    void detach(long accountId, String policy, PolicyHolder holder);

    AddressRules addresses(long accountId);

    /** @throws RefusedChangeException when a list is too long */
    void setAddresses(long accountId, AddressRules rules);
}
