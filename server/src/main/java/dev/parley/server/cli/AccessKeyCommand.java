package dev.parley.server.cli;

import dev.parley.server.access.ApiKey;
import dev.parley.server.access.ApiKeys;
import dev.parley.server.access.StoredToken;
import dev.parley.server.access.TemporaryCredential;
import dev.parley.server.access.User;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley access key}. */
@Command(name = "key", description = "Creates, lists, disables and enables API keys.", mixinStandardHelpOptions = true)
final class AccessKeyCommand implements Runnable {

    private static final String OWNER = "(owner)";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(
            name = "create",
            description = "Creates a key and prints its secret, which is shown this once.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "key", description = "For people.")
                    String name,
            @Option(names = "--user", paramLabel = "USER", description = "Whose; the account's owner if not given.")
                    @Nullable
                    String user,
            @Option(names = "--json", description = "As a JSON object.") boolean json,
            @Mixin AccountOptions data) {
        return data.change(stored -> {
            ApiKey key = stored.keys().create(data.account(), uin(stored, data.account(), user), name);
            new Facts()
                    .add("SecretId", key.secretId())
                    .add("SecretKey", key.secretKey())
                    .print(out(), json);
            return 0;
        });
    }

    @Command(
            name = "temporary",
            description = "Creates a key that expires and must be sent with its token; both are shown this once.",
            mixinStandardHelpOptions = true)
    int temporary(
            @Option(names = "--user", paramLabel = "USER", description = "Whose; the account's owner if not given.")
                    @Nullable
                    String user,
            @Option(
                            names = "--hours",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "How long it works, 1 to 36 (${DEFAULT-VALUE}).")
                    int hours,
            @Option(names = "--json", description = "As a JSON object.") boolean json,
            @Mixin AccountOptions data) {
        if (hours < 1 || hours > ApiKeys.MAX_VALIDITY.toHours()) {
            throw new ParameterException(
                    spec.commandLine(), "--hours must be 1 to " + ApiKeys.MAX_VALIDITY.toHours() + ", not " + hours);
        }
        return data.change(stored -> {
            TemporaryCredential credential = stored.keys()
                    .createTemporary(data.account(), uin(stored, data.account(), user), Duration.ofHours(hours));
            StoredToken token = credential.key().token();
            Facts facts = new Facts()
                    .add("TmpSecretId", credential.key().secretId())
                    .add("TmpSecretKey", credential.key().secretKey())
                    .add("Token", credential.token());
            if (token != null) {
                facts.add("Expires", token.expiresAt());
            }
            facts.print(out(), json);
            return 0;
        });
    }

    @Command(name = "list", description = "Lists the keys, without their secrets.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--user", paramLabel = "USER", description = "Only those of this user.") @Nullable
                    String user,
            @Option(names = "--json", description = "One JSON object per key.") boolean json,
            @Mixin AccountOptions data) {
        return data.look(stored -> {
            Long only = user == null ? null : uin(stored, data.account(), user);
            Map<Long, String> names =
                    stored.users().users(data.account()).stream().collect(Collectors.toMap(User::uin, User::name));
            Listing listing = new Listing("secretId", "user", "name", "state", "expires", "created");
            for (ApiKey key : stored.keys().list()) {
                if (key.accountId() == data.account() && (only == null || only == key.uin())) {
                    listing.row(
                            key.secretId(),
                            names.getOrDefault(key.uin(), OWNER),
                            key.name(),
                            state(key, stored.clock().instant()),
                            key.token() == null ? null : key.token().expiresAt(),
                            key.createdAt());
                }
            }
            listing.print(out(), json);
            return 0;
        });
    }

    private static String state(ApiKey key, Instant now) {
        if (!key.enabled()) {
            return "disabled";
        }
        StoredToken token = key.token();
        return token != null && !now.isBefore(token.expiresAt()) ? "expired" : "enabled";
    }

    @Command(
            name = "disable",
            description = "Disables a key, also on a running server within a second.",
            mixinStandardHelpOptions = true)
    int disable(
            @Parameters(paramLabel = "SECRETID", description = "The SecretId of the key.") String secretId,
            @Mixin AccountOptions data) {
        return setEnabled(data, secretId, false);
    }

    @Command(name = "enable", description = "Makes a disabled key work again.", mixinStandardHelpOptions = true)
    int enable(
            @Parameters(paramLabel = "SECRETID", description = "The SecretId of the key.") String secretId,
            @Mixin AccountOptions data) {
        return setEnabled(data, secretId, true);
    }

    private int setEnabled(AccountOptions data, String secretId, boolean enabled) {
        return data.change(stored -> {
            boolean there = stored.keys()
                    .find(secretId)
                    .filter(key -> key.accountId() == data.account())
                    .isPresent();
            if (!there || !stored.keys().setEnabled(secretId, enabled)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Account " + data.account() + " has no key " + secretId
                                + "; 'parley access key list' shows those there are.");
            }
            out().println(secretId + (enabled ? " is enabled." : " is disabled."));
            return 0;
        });
    }

    private static long uin(Stored stored, long account, @Nullable String user) {
        return user == null ? account : stored.users().user(account, user).uin();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
