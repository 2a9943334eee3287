package dev.parley.server.gateway;

import dev.parley.protocol.parameters.ParameterValue;
import dev.parley.protocol.signing.Tc3Authorization;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that is complete and well-formed, but not yet believed.
 *
 * @param region null when none was given
 * @param timestamp epoch seconds
 * @param token null when none was given
 * @param parameters those of the action; flattened ones are put together when first asked for, which is after the
 *     signature was found right, and may then throw what is wrong with them
 */
record ReadCall(
        String action,
        String version,
        @Nullable String region,
        long timestamp,
        @Nullable String token,
        Credentials credentials,
        Supplier<ParameterValue.Members> parameters) {

    /** Asks once, and keeps the answer; for one thread. */
    static Supplier<ParameterValue.Members> later(Supplier<ParameterValue.Members> parameters) {
        return new Supplier<>() {
            private ParameterValue.@Nullable Members known;

            @Override
            public ParameterValue.Members get() {
                if (known == null) {
                    known = parameters.get();
                }
                return known;
            }
        };
    }

    /** Which signature, and what it needs besides the request. */
    sealed interface Credentials {

        String secretId();

        /** @param timestamp as received, since its text is signed */
        record Current(Tc3Authorization authorization, String timestamp) implements Credentials {
            @Override
            public String secretId() {
                return authorization.secretId();
            }
        }

        /**
         * Parts of a query or form.
         *
         * @param once what may be accepted only once
         * @param parameters all of them, decoded
         */
        record Older(ReplayMemory.Seen once, Map<String, String> parameters) implements Credentials {
            @Override
            public String secretId() {
                return once.secretId();
            }
        }
    }
}
