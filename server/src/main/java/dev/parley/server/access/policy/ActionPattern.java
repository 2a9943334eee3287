package dev.parley.server.access.policy;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a statement says about actions (spec/04 §2, action strings).
 *
 * @param service compared without regard to case
 * @param action compared exactly
 * @param isFeature written with {@code permit/} or {@code actionName/}, of which this service has none: never matches
 */
record ActionPattern(Glob service, Glob action, boolean isFeature) {

    static final String FORM = "* or service:Action, such as trtc:RemoveUser, trtc:Describe* or name/trtc:*";

    private static final String API_PREFIX = "name/";
    private static final Pattern SHAPE =
            Pattern.compile("(?:(?:name|permit|actionName)/)?(?:\\*|[A-Za-z0-9_*-]+:[A-Za-z0-9_*-]+)");

    /** Null when the text has another form than {@link #FORM}. */
    static @Nullable ActionPattern read(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return null;
        }
        boolean isFeature = text.indexOf('/') >= 0 && !text.startsWith(API_PREFIX);
        String plain = text.substring(text.indexOf('/') + 1);
        int colon = plain.indexOf(':');
        if (colon < 0) {
            return new ActionPattern(new Glob("*"), new Glob("*"), isFeature);
        }
        Glob service = new Glob(plain.substring(0, colon).toLowerCase(Locale.ROOT));
        return new ActionPattern(service, new Glob(plain.substring(colon + 1)), isFeature);
    }

    boolean matches(Circumstances asked) {
        return !isFeature && service.matches(Circumstances.SERVICE) && action.matches(asked.action());
    }
}
