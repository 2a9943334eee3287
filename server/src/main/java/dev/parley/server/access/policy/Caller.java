package dev.parley.server.access.policy;

/**
 * Who calls.
 *
 * @param accountId the account (owner uin) in whose name the call is made
 * @param uin the user whose key signed it; the account's own number when its owner calls
 */
public record Caller(long accountId, long uin) {

    /** The owner is never restricted by policies (spec/04 §1). */
    public boolean isOwner() {
        return accountId == uin;
    }
}
