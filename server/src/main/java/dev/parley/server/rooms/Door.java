package dev.parley.server.rooms;

import dev.parley.server.config.RoomsSettings;
import java.time.Duration;

/** How a session came in, which decides how long it may be silent (spec/10 §5.3). */
public enum Door {
    SIGNALLING,
    WHIP,
    WHEP;

    Duration timeout(RoomsSettings settings) {
        return this == SIGNALLING ? settings.userTimeout() : settings.whipTimeout();
    }
}
