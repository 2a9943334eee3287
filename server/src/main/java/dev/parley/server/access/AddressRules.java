package dev.parley.server.access;

import dev.parley.server.access.policy.AddressRange;
import java.util.List;

/**
 * Where an account's calls may come from. Immutable.
 *
 * @param allow when not empty, only these
 * @param deny never these, whatever the other list says
 */
public record AddressRules(List<AddressRange> allow, List<AddressRange> deny) {

    /** Ranges in each list. */
    public static final int MAX_RANGES = 100;

    /** Calls may come from everywhere. */
    public static final AddressRules NONE = new AddressRules(List.of(), List.of());

    public AddressRules {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** @param address an IPv4 or IPv6 literal; what is no address is in no range */
    AddressVerdict verdict(String address) {
        if (contains(deny, address)) {
            return AddressVerdict.IN_DENY_LIST;
        }
        return allow.isEmpty() || contains(allow, address) ? AddressVerdict.ALLOWED : AddressVerdict.NOT_IN_ALLOW_LIST;
    }

    private static boolean contains(List<AddressRange> ranges, String address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
