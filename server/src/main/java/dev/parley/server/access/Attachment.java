package dev.parley.server.access;

import java.util.List;

/**
 * A policy that counts for a user or a group.
 *
 * @param policy the name of a preset or of a custom policy of the account
 */
public record Attachment(long accountId, String policy, PolicyHolder holder) {

    /** The names of those of the policies that are attached to a holder, in their order. */
    public static List<String> policiesOf(PolicyHolder holder, List<Attachment> attachments) {
        return attachments.stream()
                .filter(attachment -> attachment.holder().equals(holder))
                .map(Attachment::policy)
                .toList();
    }
}
