package dev.parley.server.cli;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.protocol.ticket.PrivateMapKey;
import dev.parley.protocol.ticket.TicketRoom;
import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.rooms.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley usersig}: the tickets of one user, as the application's own back end would make them. */
@Command(
        name = "usersig",
        description = "Makes a UserSig, with which a user may enter the application's rooms; given a room, also the "
                + "PrivateMapKey that permission control demands.",
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
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = Lifetime.class,
            description = "How long it is valid, such as 24h, 30m or 600 for seconds (${DEFAULT-VALUE}).")
    private Duration expire;

    @ArgGroup
    private @Nullable RoomOption room;

    @Option(
            names = "--rights",
            paramLabel = "BITS",
            defaultValue = "255",
            description = {
                "What the user may do there (${DEFAULT-VALUE}, everything), the sum of: 1 create the room, 2 enter,",
                "4 send audio, 8 receive audio, 16 send video, 32 receive video,",
                "64 send the screen, 128 receive screens."
            })
    private int rights;

    @Option(names = "--json", description = "As a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        return data.look(stored -> {
            Optional<Application> application = stored.applications().find(sdkAppId);
            if (application.isEmpty()) {
                spec.commandLine().getErr().println(AppCommand.unknown(sdkAppId));
                return 1;
            }
            print(application.get().secretKey(), stored.clock().instant());
            return 0;
        });
    }

    /** A UserSig alone is printed bare, for scripts. */
    private void print(String secretKey, Instant now) {
        try {
            String userSig = UserSig.create(sdkAppId, secretKey, userId, expire.toSeconds(), now);
            if (room == null && !json) {
                spec.commandLine().getOut().println(userSig);
                return;
            }
            Facts tickets = new Facts().add("UserSig", userSig);
            if (room != null) {
                tickets.add("PrivateMapKey", privateMapKey(room.room(), secretKey, now));
            }
            tickets.print(spec.commandLine().getOut(), json);
        } catch (IllegalArgumentException impossible) {
            throw new ParameterException(
                    spec.commandLine(), "No such ticket can be made: " + impossible.getMessage(), impossible);
        }
    }

    private String privateMapKey(TicketRoom room, String secretKey, Instant now) {
        if (rights < 0 || rights > Permissions.ALL.bits()) {
            throw new IllegalArgumentException("--rights is 0 to " + Permissions.ALL.bits());
        }
        return PrivateMapKey.create(
                sdkAppId, secretKey, userId, room, new Permissions(rights), expire.toSeconds(), now);
    }

    /** A room of one of the two kinds. */
    private static final class RoomOption {

        @Option(names = "--room", paramLabel = "ROOMID", required = true, description = "A string room.")
        private @Nullable String text;

        @Option(names = "--room-number", paramLabel = "N", required = true, description = "An integer room.")
        private long number;

        TicketRoom room() {
            return text == null ? new TicketRoom.Numeric(number) : new TicketRoom.Text(text);
        }
    }
}
