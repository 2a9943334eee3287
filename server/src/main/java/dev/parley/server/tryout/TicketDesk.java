package dev.parley.server.tryout;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.protocol.ticket.PrivateMapKey;
import dev.parley.protocol.ticket.TicketRoom;
import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.config.TrySettings;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import dev.parley.server.tryout.TicketRefusedException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the page what it needs to enter a room of the first application. Tickets like these are made by an
 * application's own back end; the desk stands in for it where the settings say so. Safe for use by any thread.
 */
public final class TicketDesk {

    private static final Logger LOG = LoggerFactory.getLogger(TicketDesk.class);

    /** A day of trying: a client that comes back after an outage shows its ticket again. */
    private static final long LIFETIME_SECONDS = Duration.ofDays(1).toSeconds();

    private final Supplier<TrySettings> settings;
    private final Applications applications;
    private final InstantSource clock;

    /**
     * What to enter a room with.
     *
     * @param userSig proves who the user is
     * @param privateMapKey allows everything in the room, for applications with permission control
     */
    public record Ticket(long sdkAppId, String userSig, String privateMapKey) {}

    public TicketDesk(Supplier<TrySettings> settings, Applications applications, InstantSource clock) {
        this.settings = settings;
        this.applications = applications;
        this.clock = clock;
        if (settings.get().tickets() == TrySettings.Tickets.EVERYBODY) {
            LOG.warn("try.tickets is everybody: whoever reaches this server may enter every room of its first"
                    + " application");
        }
    }

    /**
     * A ticket for one user and room, valid for a day.
     *
     * @throws TicketRefusedException when the visitor may have none, there is no application to enter, or no ticket can
     *     be made for that user
     */
    public Ticket issue(Visitor visitor, String userId, TicketRoom room) {
        if (!mayHaveOne(visitor)) {
            throw new TicketRefusedException(
                    Reason.NOT_FOR_YOU,
                    "This server gives tickets to " + whom() + ". Enter with a SdkAppId and a UserSig"
                            + " (parley usersig makes one), or change the setting try.tickets.");
        }
        Application application = applications.list().stream()
                .filter(Application::enabled)
                .findFirst()
                .orElseThrow(() -> new TicketRefusedException(
                        Reason.NO_APPLICATION,
                        "There is no application to enter yet; create one with: parley app create NAME"));
        Instant now = clock.instant();
        long sdkAppId = application.sdkAppId();
        String key = application.secretKey();
        try {
            return new Ticket(
                    sdkAppId,
                    UserSig.create(sdkAppId, key, userId, LIFETIME_SECONDS, now),
                    PrivateMapKey.create(sdkAppId, key, userId, room, Permissions.ALL, LIFETIME_SECONDS, now));
        } catch (IllegalArgumentException wrong) {
            throw new TicketRefusedException(Reason.BAD_REQUEST, "No ticket can be made: " + wrong.getMessage() + ".");
        }
    }

    private boolean mayHaveOne(Visitor visitor) {
        return switch (settings.get().tickets()) {
            case EVERYBODY -> true;
            case LOOPBACK -> visitor.isOnThisMachine();
            case OFF -> false;
        };
    }

    private String whom() {
        return settings.get().tickets() == TrySettings.Tickets.OFF ? "nobody" : "browsers on its own machine alone";
    }
}
