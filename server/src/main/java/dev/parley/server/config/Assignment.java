package dev.parley.server.config;

/**
 * An option set on the command line.
 *
 * @param key such as {@code http.listen}
 * @param text as in a variable of the environment: lists separated by commas, maps as {@code name=value}
 * @param flag what was typed, with its dashes
 */
public record Assignment(String key, String text, String flag) {

    /**
     * Reads the argument of {@code --set}.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static Assignment ofSet(String argument) {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException(
                    "--set " + argument + ": write --set KEY=VALUE, such as --set http.listen=127.0.0.1:9000");
        }
        return new Assignment(argument.substring(0, equals), argument.substring(equals + 1), "--set");
    }
}
