package dev.parley.server.access;

import dev.parley.server.access.policy.Caller;
import dev.parley.server.access.policy.Decision;
import dev.parley.server.access.policy.Question;
import java.util.Map;
import java.util.Optional;

/** Whom the doors let in and what they let them do. Safe for use by any thread; answers come from memory. */
public interface AccessControl {

    /** The key of that id; empty when there is none, when it is disabled, or when its user is. */
    Optional<ApiKey> key(String secretId);

    /** What the account's address lists say about a literal IPv4 or IPv6 address. */
    AddressVerdict address(long accountId, String sourceAddress);

    /** An application's tags, for the question; empty when it has none or isn't there. */
    Map<String, String> tags(long sdkAppId);

    /** Whether the caller may; a user that is unknown or disabled may nothing. */
    Decision decide(Caller caller, Question question);
}
