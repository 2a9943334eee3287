package dev.parley.server.cli;

import dev.parley.server.access.Attachment;
import dev.parley.server.access.CustomPolicy;
import dev.parley.server.access.Group;
import dev.parley.server.access.PolicyHolder;
import dev.parley.server.access.RefusedChangeException;
import dev.parley.server.access.User;
import dev.parley.server.access.policy.PolicyParser;
import dev.parley.server.access.policy.PresetPolicy;
import dev.parley.server.storage.sqlite.SqliteUsers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley access policy}. */
@Command(name = "policy", description = "Creates, lists, shows and deletes policies.", mixinStandardHelpOptions = true)
final class AccessPolicyCommand implements Runnable {

    private static final String SUFFIX = ".json";

    /** A character has at most three bytes for each of its Java characters. */
    private static final int MAX_BYTES = 3 * PolicyParser.MAX_LENGTH;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(name = "create", description = "Keeps a policy, once it was found right.", mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "FILE", description = "The policy as JSON.") Path file,
            @Option(names = "--name", paramLabel = "NAME", description = "The file's name without .json if not given.")
                    @Nullable
                    String name,
            @Mixin AccountOptions data)
            throws IOException {
        String document = read(file);
        return data.change(stored -> {
            CustomPolicy policy =
                    stored.policies().create(data.account(), name == null ? nameOf(file) : name, document);
            out().println("Policy " + policy.name() + " is kept. It counts for whom it is attached to.");
            return 0;
        });
    }

    private String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "There is no file " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        }
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    @Command(name = "list", description = "Lists preset and custom policies.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--json", description = "One JSON object per policy.") boolean json,
            @Mixin AccountOptions data) {
        return data.look(stored -> {
            Map<PolicyHolder, String> holders = holders(stored, data.account());
            List<Attachment> attachments = stored.policies().attachments(data.account());
            Listing listing = new Listing("name", "kind", "attached");
            for (PresetPolicy preset : PresetPolicy.values()) {
                listing.row(preset.policyName(), "preset", attached(preset.policyName(), attachments, holders));
            }
            for (CustomPolicy policy : stored.policies().custom(data.account())) {
                listing.row(policy.name(), "custom", attached(policy.name(), attachments, holders));
            }
            listing.print(out(), json);
            return 0;
        });
    }

    private static List<String> attached(
            String policy, List<Attachment> attachments, Map<PolicyHolder, String> holders) {
        return attachments.stream()
                .filter(attachment -> attachment.policy().equals(policy))
                .map(attachment -> holders.getOrDefault(attachment.holder(), "nobody"))
                .toList();
    }

    private static Map<PolicyHolder, String> holders(Stored stored, long account) {
        SqliteUsers users = stored.users();
        Map<PolicyHolder, String> names = new HashMap<>();
        for (User user : users.users(account)) {
            names.put(PolicyHolder.of(user), "user " + user.name());
        }
        for (Group group : users.groups(account)) {
            names.put(PolicyHolder.of(group), "group " + group.name());
        }
        return names;
    }

    @Command(name = "show", description = "Prints a policy's document.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "POLICY", description = "A preset or custom policy.") String name,
            @Mixin AccountOptions data) {
        return data.look(stored -> {
            String document = PresetPolicy.named(name)
                    .map(PresetPolicy::document)
                    .or(() -> stored.policies().custom(data.account()).stream()
                            .filter(policy -> policy.name().equals(name))
                            .map(CustomPolicy::document)
                            .findFirst())
                    .orElseThrow(() -> new RefusedChangeException(
                            "There is no policy '" + name + "'; 'parley access policy list' shows those there are."));
            out().println(document.stripTrailing());
            return 0;
        });
    }

    @Command(
            name = "delete",
            description = "Deletes a custom policy that is attached to nobody.",
            mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "POLICY", description = "A custom policy.") String name,
            @Mixin AccountOptions data) {
        return data.change(stored -> {
            stored.policies().delete(data.account(), name);
            out().println("Policy " + name + " is deleted.");
            return 0;
        });
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
