package dev.parley.server.cli;

import dev.parley.server.rooms.Application;
import dev.parley.server.storage.sqlite.SqliteApplications;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley app}: the applications of a data directory, also while a server runs on it. */
@Command(name = "app", description = "Creates, shows, sets up and tags applications.", mixinStandardHelpOptions = true)
public final class AppCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(
            name = "create",
            description = "Creates an application and prints its id and secret.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "application", description = "For people.")
                    String name,
            @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag, for access policies.") @Nullable
                    Map<String, String> tags,
            @Mixin AccountOptions data) {
        Map<String, String> wanted = checked(tags);
        return data.change(stored -> {
            print(stored.applications().create(data.account(), name, wanted), true);
            return 0;
        });
    }

    @Command(
            name = "list",
            description = "Lists an account's applications, without their secrets.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--json", description = "One JSON object per application.") boolean json,
            @Mixin AccountOptions data) {
        return data.look(stored -> {
            Listing listing = new Listing("sdkAppId", "name", "state", "permissionControl", "tags");
            stored.applications().list().stream()
                    .filter(application -> application.accountId() == data.account())
                    .forEach(application -> listing.row(
                            application.sdkAppId(),
                            application.name(),
                            application.enabled() ? "enabled" : "disabled",
                            OnOff.of(application.permissionControl()),
                            written(application.tags())));
            listing.print(out(), json);
            return 0;
        });
    }

    @Command(name = "show", description = "Shows an application with its secret.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "SDKAPPID", description = "The application.") long sdkAppId,
            @Mixin DataOption data) {
        return data.look(
                stored -> printOrComplain(sdkAppId, stored.applications().find(sdkAppId), true));
    }

    @Command(
            name = "set",
            description = "Changes what holds for everybody who enters the application's rooms.",
            mixinStandardHelpOptions = true)
    int set(
            @Option(names = "--app", paramLabel = "SDKAPPID", required = true, description = "The application.")
                    long sdkAppId,
            @Option(
                            names = "--permission-control",
                            paramLabel = "on|off",
                            required = true,
                            converter = OnOff.Converter.class,
                            description = "Whether a PrivateMapKey is needed to enter; shuts out clients without one.")
                    OnOff permissionControl,
            @Mixin DataOption data) {
        return data.change(stored -> printOrComplain(
                sdkAppId, stored.applications().setPermissionControl(sdkAppId, permissionControl.isOn()), false));
    }

    @Command(
            name = "tag",
            description = "Gives an application tags, which access policies can name it by.",
            mixinStandardHelpOptions = true)
    int tag(
            @Parameters(index = "0", paramLabel = "SDKAPPID", description = "The application.") long sdkAppId,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "To add or change.")
                    @Nullable
                    Map<String, String> tags,
            @Option(names = "--remove", paramLabel = "KEY", description = "To take away.") @Nullable
                    List<String> remove,
            @Mixin DataOption data) {
        Map<String, String> changes = checked(tags);
        return data.change(stored -> {
            SqliteApplications applications = stored.applications();
            Map<String, String> wanted = new TreeMap<>(
                    applications.find(sdkAppId).map(Application::tags).orElse(Map.of()));
            wanted.putAll(changes);
            if (remove != null) {
                remove.forEach(wanted::remove);
            }
            return printOrComplain(sdkAppId, applications.tag(sdkAppId, checked(wanted)), false);
        });
    }

    private Map<String, String> checked(@Nullable Map<String, String> tags) {
        Map<String, String> wanted = tags == null ? Map.of() : tags;
        wanted.forEach((key, value) -> {
            if (value == null || !Application.isTag(key, value)) {
                throw new ParameterException(spec.commandLine(), "A tag is " + Application.TAG_FORM);
            }
        });
        if (wanted.size() > Application.MAX_TAGS) {
            throw new ParameterException(
                    spec.commandLine(), "An application has at most " + Application.MAX_TAGS + " tags");
        }
        return wanted;
    }

    static String unknown(long sdkAppId) {
        return "There is no application " + sdkAppId + " here; 'parley app list' shows those there are.";
    }

    private int printOrComplain(long sdkAppId, Optional<Application> application, boolean withSecret) {
        if (application.isEmpty()) {
            spec.commandLine().getErr().println(unknown(sdkAppId));
            return 1;
        }
        print(application.get(), withSecret);
        return 0;
    }

    private void print(Application application, boolean withSecret) {
        Facts facts = new Facts().add("SdkAppId", application.sdkAppId()).add("Name", application.name());
        if (withSecret) {
            facts.add("SDKSecretKey", application.secretKey());
        }
        facts.add("Created", application.createdAt())
                .add("Permission control", OnOff.of(application.permissionControl()));
        if (!application.tags().isEmpty()) {
            facts.add("Tags", String.join(", ", written(application.tags())));
        }
        facts.print(out(), false);
    }

    private static List<String> written(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .sorted()
                .toList();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
