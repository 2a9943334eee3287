package dev.parley.protocol.errors;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The codes an action lists, and from them the code for each problem with a parameter (spec/03 §1, "Which code for a
 * parameter problem"). A code that the action does not list is never chosen unless it is a common one.
 */
public final class ActionErrors {

    private final Set<ApiError> listed;

    private ActionErrors(Set<ApiError> listed) {
        this.listed = listed;
    }

    /** @param listed the codes of the action's documentation page */
    public static ActionErrors of(ApiError... listed) {
        Set<ApiError> all = EnumSet.noneOf(ApiError.class);
        all.addAll(Set.of(listed));
        return new ActionErrors(all);
    }

    /**
     * A mandatory parameter that is absent.
     *
     * @param path full name, such as {@code StorageParams.Bucket}; its last name chooses the code
     */
    public ApiException missing(String path) {
        ApiError error = find("MissingParameter." + lastName(path)).orElse(ApiError.MISSING_PARAMETER);
        return new ApiException(error, Message.missing(path));
    }

    /** A parameter of the wrong type. */
    public ApiException wrongType(String path) {
        return new ApiException(invalidCode(path), Message.wrongType(path));
    }

    /** A parameter that is empty or of the wrong form. */
    public ApiException invalid(String path, String message) {
        return new ApiException(invalidCode(path), message);
    }

    private ApiError invalidCode(String path) {
        return find("InvalidParameter." + lastName(path)).orElse(ApiError.INVALID_PARAMETER);
    }

    /** A parameter of the right type and form whose value is not allowed. */
    public ApiException invalidValue(String path, String message) {
        String name = lastName(path);
        ApiError error = find("InvalidParameterValue." + name)
                .or(() -> find("InvalidParameter." + name))
                .or(() -> find(ApiError.INVALID_PARAMETER_OUT_OF_RANGE.code()))
                .orElse(ApiError.INVALID_PARAMETER_VALUE);
        return new ApiException(error, message);
    }

    /**
     * A value above its limit, or a list that is too long.
     *
     * @param code the action's own code for that; empty, or not among the listed ones, for the general rule
     */
    public ApiException above(String code, String path, String message) {
        return find(code).map(error -> new ApiException(error, message)).orElseGet(() -> invalidValue(path, message));
    }

    /** Whether the action lists this code. */
    public boolean lists(ApiError error) {
        return listed.contains(error);
    }

    /** In the order of the codes' names. */
    public List<ApiError> listed() {
        return List.copyOf(listed);
    }

    private Optional<ApiError> find(String code) {
        return listed.stream().filter(error -> error.code().equals(code)).findFirst();
    }

    /** Indexes of a list are no names: {@code UserIds.3} is about {@code UserIds}. */
    private static String lastName(String path) {
        String named = path.replaceAll("(\\.[0-9]+)+$", "");
        return named.substring(named.lastIndexOf('.') + 1);
    }
}
