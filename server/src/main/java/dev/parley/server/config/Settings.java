package dev.parley.server.config;

import java.util.Map;

/**
 * Everything a server can be told, with defaults and units in the types. The sample file, {@code parley config}, the
 * names in files and environment and every check of form are derived from these records and their annotations: an
 * option is a component that says what it is for and when a change applies.
 */
public record Settings(
        ServerSettings server,
        HttpSettings http,
        MediaSettings media,
        TurnSettings turn,
        OperationsSettings operations,
        ApiSettings api,
        RoomsSettings rooms,
        WhipSettings whip,
        TrySettings try_,
        MeteringSettings metering,
        UsageSettings usage,
        LoggingSettings logging,
        AuditSettings audit) {

    public static Settings defaults() {
        return new Settings(
                ServerSettings.defaults(),
                HttpSettings.defaults(),
                MediaSettings.defaults(),
                TurnSettings.defaults(),
                OperationsSettings.defaults(),
                ApiSettings.defaults(),
                RoomsSettings.defaults(),
                WhipSettings.defaults(),
                TrySettings.defaults(),
                MeteringSettings.defaults(),
                UsageSettings.defaults(),
                LoggingSettings.defaults(),
                AuditSettings.defaults());
    }

    /**
     * The defaults, but for some options.
     *
     * @param values by full key, such as {@code http.listen}, each written as in {@code serve --set}
     * @throws IllegalArgumentException with every problem, one a line
     */
    public static Settings defaultsBut(Map<String, String> values) {
        return SettingsReader.defaultsBut(values);
    }
}
