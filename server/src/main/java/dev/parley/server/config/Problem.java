package dev.parley.server.config;

/**
 * One thing that is wrong with the settings.
 *
 * @param message one line that names the option, says what is wrong and what is allowed
 */
public record Problem(Origin origin, String message) {

    /** What was written may hold line ends and other letters that steer a terminal. */
    public Problem {
        message = message.replaceAll("\\p{Cc}", "?");
    }

    @Override
    public String toString() {
        return origin instanceof Origin.Default ? message : origin + ": " + message;
    }
}
