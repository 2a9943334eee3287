package dev.parley.server.access.policy;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a statement says about resources (spec/04 §2, six segments). */
sealed interface ResourcePattern {

    String FORM = "* or six segments, such as qcs::trtc::uin/12345678:sdkappid/1400000000";

    boolean matches(Circumstances asked);

    /** Null when the text has another form than {@link #FORM}. */
    static @Nullable ResourcePattern read(String text) {
        return text.equals("*") ? new Everything() : Named.read(List.of(text.split(":", -1)));
    }

    /** {@code *}: every resource, and what concerns none. */
    record Everything() implements ResourcePattern {
        @Override
        public boolean matches(Circumstances asked) {
            return true;
        }
    }

    /**
     * Six segments, of which the first is constant and the second is ignored.
     *
     * @param service segment 3, compared without regard to case
     * @param region segment 4; null for every region
     * @param owner segment 5's number; null for the account that owns the policy
     * @param resource segment 6; its word before the slash in lower case
     */
    record Named(
            Glob service, @Nullable String region, @Nullable String owner, Glob resource) implements ResourcePattern {

        private static final int SEGMENTS = 6;
        private static final String CONSTANT = "qcs";
        private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9_*-]+");
        /** With a wildcard for a part of it no region would ever match, and a deny would be none. */
        private static final Pattern REGION = Pattern.compile("\\*|[^*]*");

        private static final Pattern ACCOUNT = Pattern.compile("\\*?|uin/\\*?|(?:uin|uid)/([0-9]+)");
        private static final Pattern ANY_RESOURCE = Pattern.compile("\\*+|sdkappid/\\*+");

        static @Nullable Named read(List<String> segments) {
            if (segments.size() != SEGMENTS
                    || !segments.getFirst().equals(CONSTANT)
                    || !SERVICE.matcher(segments.get(2)).matches()
                    || !REGION.matcher(segments.get(3)).matches()
                    || segments.get(5).isEmpty()) {
                return null;
            }
            var account = ACCOUNT.matcher(segments.get(4));
            if (!account.matches()) {
                return null;
            }
            String region = segments.get(3);
            return new Named(
                    new Glob(segments.get(2).toLowerCase(Locale.ROOT)),
                    region.isEmpty() || region.equals("*") ? null : region,
                    account.group(1),
                    new Glob(withLowerCaseWord(segments.get(5))));
        }

        private static String withLowerCaseWord(String resource) {
            int slash = resource.indexOf('/');
            return slash < 0
                    ? resource.toLowerCase(Locale.ROOT)
                    : resource.substring(0, slash).toLowerCase(Locale.ROOT) + resource.substring(slash);
        }

        @Override
        public boolean matches(Circumstances asked) {
            return service.matches(Circumstances.SERVICE)
                    && (region == null || region.equals(asked.region()))
                    && (owner == null || owner.equals(asked.owner()))
                    && coversResource(asked.resource());
        }

        /** What names no application is covered only by all of them (spec/04 §3.2). */
        private boolean coversResource(@Nullable String asked) {
            return asked == null ? ANY_RESOURCE.matcher(resource.pattern()).matches() : resource.matches(asked);
        }
    }
}
