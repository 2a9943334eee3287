package dev.parley.server.access;

import dev.parley.server.access.policy.AttachedPolicy;
import dev.parley.server.access.policy.Caller;
import dev.parley.server.access.policy.Decision;
import dev.parley.server.access.policy.Policy;
import dev.parley.server.access.policy.PolicyException;
import dev.parley.server.access.policy.PolicyParser;
import dev.parley.server.access.policy.PolicySet;
import dev.parley.server.access.policy.PresetPolicy;
import dev.parley.server.access.policy.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One state of access, made ready for questions: keys by id, parsed policies by user. Immutable. */
final class AccessSnapshot implements AccessControl {

    private static final Logger LOG = LoggerFactory.getLogger(AccessSnapshot.class);
    private static final String DENY_ALL =
            "{\"version\":\"2.0\",\"statement\":{\"effect\":\"deny\",\"action\":\"*\",\"resource\":\"*\"}}";

    private record PolicyName(long accountId, String name) {}

    private final Map<String, ApiKey> keys = new HashMap<>();
    private final Map<Caller, PolicySet> policies = new HashMap<>();
    private final Map<Long, AddressRules> addresses;
    private final Map<Long, Map<String, String>> tags;

    private AccessSnapshot(AccessRecords records) {
        this.addresses = records.addresses();
        this.tags = records.tags();
        Attachments attachments = new Attachments(records);
        for (User user : records.users()) {
            if (user.enabled()) {
                policies.put(new Caller(user.accountId(), user.uin()), attachments.of(user));
            }
        }
        for (ApiKey key : records.keys()) {
            if (key.enabled() && (key.caller().isOwner() || policies.containsKey(key.caller()))) {
                keys.put(key.secretId(), key);
            }
        }
    }

    static AccessSnapshot of(AccessRecords records) {
        return new AccessSnapshot(records);
    }

    @Override
    public Optional<ApiKey> key(String secretId) {
        return Optional.ofNullable(keys.get(secretId));
    }

    @Override
    public AddressVerdict address(long accountId, String sourceAddress) {
        return addresses.getOrDefault(accountId, AddressRules.NONE).verdict(sourceAddress);
    }

    @Override
    public Map<String, String> tags(long sdkAppId) {
        return tags.getOrDefault(sdkAppId, Map.of());
    }

    @Override
    public Decision decide(Caller caller, Question question) {
        return policies.getOrDefault(caller, PolicySet.EMPTY).decide(caller, question);
    }

    /** Finds the policies of users, each parsed once. */
    private static final class Attachments {

        private final Map<PolicyName, Policy> parsed = new HashMap<>();
        private final Map<PolicyHolder, List<Attachment>> byHolder = new HashMap<>();
        private final Map<Long, List<Group>> groupsOf = new HashMap<>();

        Attachments(AccessRecords records) {
            for (CustomPolicy policy : records.policies()) {
                parsed.put(new PolicyName(policy.accountId(), policy.name()), parse(policy));
            }
            for (Attachment attachment : records.attachments()) {
                byHolder.computeIfAbsent(attachment.holder(), holder -> new ArrayList<>())
                        .add(attachment);
            }
            for (Group group : records.groups()) {
                for (Long member : group.members()) {
                    groupsOf.computeIfAbsent(member, uin -> new ArrayList<>()).add(group);
                }
            }
        }

        PolicySet of(User user) {
            List<AttachedPolicy> attached = new ArrayList<>();
            collect(attached, "user " + user.name(), PolicyHolder.of(user));
            for (Group group : groupsOf.getOrDefault(user.uin(), List.of())) {
                collect(attached, "group " + group.name(), PolicyHolder.of(group));
            }
            return PolicySet.of(attached);
        }

        private void collect(List<AttachedPolicy> into, String holderName, PolicyHolder holder) {
            for (Attachment attachment : byHolder.getOrDefault(holder, List.of())) {
                PolicyName name = new PolicyName(attachment.accountId(), attachment.policy());
                Policy policy = parsed.computeIfAbsent(name, Attachments::preset);
                into.add(new AttachedPolicy(attachment.policy(), holderName, policy));
            }
        }

        private static Policy preset(PolicyName name) {
            return PresetPolicy.named(name.name())
                    .map(PresetPolicy::policy)
                    .orElseGet(() -> unusable(name.name(), "it does not exist"));
        }

        private static Policy parse(CustomPolicy policy) {
            try {
                return PolicyParser.parse(policy.document());
            } catch (PolicyException e) {
                return unusable(policy.name(), String.valueOf(e.getMessage()));
            }
        }

        /** What might deny must not be left out. */
        private static Policy unusable(String name, String reason) {
            LOG.error("policy {} cannot be used and denies everything to whom it is attached: {}", name, reason);
            return PolicyParser.parse(DENY_ALL);
        }
    }
}
