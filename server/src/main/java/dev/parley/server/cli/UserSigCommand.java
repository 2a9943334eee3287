package dev.parley.server.cli;

import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.rooms.Application;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley usersig}: a ticket for one user, as the application's own back end would make it. */
@Command(
        name = "usersig",
        description = "Makes a UserSig, with which a user may enter the application's rooms.",
        mixinStandardHelpOptions = true)
public final class UserSigCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--app", paramLabel = "SDKAPPID", required = true, description = "The application.")
    private long sdkAppId;

    @Option(names = "--user", paramLabel = "USERID", required = true, description = "The user it is for.")
    private String userId;

    @Option(
            names = "--expire",
            paramLabel = "SECONDS",
            defaultValue = "86400",
            description = "How long it is valid (${DEFAULT-VALUE}).")
    private long expire;

    @Override
    public Integer call() {
        return data.look(stored -> {
            Optional<Application> application = stored.applications().find(sdkAppId);
            if (application.isEmpty()) {
                spec.commandLine().getErr().println(AppCommand.unknown(sdkAppId));
                return 1;
            }
            String secret = application.get().secretKey();
            spec.commandLine()
                    .getOut()
                    .println(UserSig.create(
                            sdkAppId, secret, userId, expire, stored.clock().instant()));
            return 0;
        });
    }
}
