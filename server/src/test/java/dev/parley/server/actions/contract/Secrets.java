package dev.parley.server.actions.contract;

import dev.parley.protocol.parameters.ParameterValue;
import dev.parley.protocol.parameters.ParameterValue.Items;
import dev.parley.protocol.parameters.ParameterValue.Members;
import dev.parley.protocol.parameters.ParameterValue.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Puts a word that must not show up anywhere into all credentials of a request. */
final class Secrets {

    static final String SECRET = "hush";

    private static final Set<String> CREDENTIALS = Set.of("AccessKey", "SecretKey", "UserSig", "PrivateMapKey");

    private Secrets() {}

    static Members into(Members members) {
        Members changed = new Members(new LinkedHashMap<>());
        for (Map.Entry<String, ParameterValue> member : members.values().entrySet()) {
            boolean credential = CREDENTIALS.contains(member.getKey());
            changed.values().put(member.getKey(), credential ? new Text(SECRET) : into(member.getValue()));
        }
        return changed;
    }

    private static ParameterValue into(ParameterValue value) {
        return switch (value) {
            case Members members -> into(members);
            case Items items ->
                new Items(items.values().stream().map(Secrets::into).toList());
            default -> value;
        };
    }
}
