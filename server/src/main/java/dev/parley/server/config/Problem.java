package dev.parley.server.config;

/**
 * One thing that is wrong with the settings.
 *
 * @param message one line that names the option, says what is wrong and what is allowed
 */
public record Problem(Origin origin, String message) {
    @Override
    public String toString() {
        return origin instanceof Origin.Default ? message : origin + ": " + message;
    }
}
