package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.LIVE;

/** The page people try rooms with. */
@Description("The page /try, on which people meet in a room with nothing but a browser.")
public record TrySettings(
        @Description("Whether there is the page.") @Applies(LIVE)
        boolean enabled,

        @Description("Whom the page gives a ticket for the first application, so that nobody needs to make one:"
                + " loopback gives it to browsers on this machine, everybody to whoever reaches this server, off to"
                + " nobody. Behind a proxy on this machine everybody seems to be on this machine: write off there.")
        @Applies(LIVE)
        Tickets tickets) {

    /** Whom the page gives tickets. */
    public enum Tickets {
        LOOPBACK,
        OFF,
        EVERYBODY
    }

    public static TrySettings defaults() {
        return new TrySettings(true, Tickets.LOOPBACK);
    }
}
