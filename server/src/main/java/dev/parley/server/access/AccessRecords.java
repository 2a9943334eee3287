package dev.parley.server.access;

import java.util.List;
import java.util.Map;

/**
 * Everything that decides who may do what, as it was kept at one instant.
 *
 * @param revision grows with each change
 * @param tags of the applications that have some, by SdkAppId
 */
public record AccessRecords(
        long revision,
        List<ApiKey> keys,
        List<User> users,
        List<Group> groups,
        List<CustomPolicy> policies,
        List<Attachment> attachments,
        Map<Long, AddressRules> addresses,
        Map<Long, Map<String, String>> tags) {

    public AccessRecords {
        keys = List.copyOf(keys);
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        policies = List.copyOf(policies);
        attachments = List.copyOf(attachments);
        addresses = Map.copyOf(addresses);
        tags = Map.copyOf(tags);
    }
}
