package dev.parley.protocol.errors;

import java.util.EnumSet;
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
     * @param path full name, such as {@code StorageParams.Bucket}; its last part chooses the code
     */
    public ApiException missing(String path) {
        ApiError error = find("MissingParameter." + lastName(path)).orElse(ApiError.MISSING_PARAMETER);
        return new ApiException(error, ApiException.missingText(path));
    }

    /** A parameter of the wrong type. */
    public ApiException wrongType(String path) {
        return invalid(path, ApiException.wrongTypeText(path));
    }

    /** A parameter that is empty or of the wrong form. */
    public ApiException invalid(String path, String message) {
        ApiError error = find("InvalidParameter." + lastName(path)).orElse(ApiError.INVALID_PARAMETER);
        return new ApiException(error, message);
    }

    /** A parameter of the right type and form whose value is not allowed. */
    public ApiException invalidValue(String path, String message) {
        String name = lastName(path);
        ApiError error = find("InvalidParameterValue." + name)
                .or(() -> find("InvalidParameter." + name))
                .or(() -> find(ApiError.OUT_OF_RANGE.code()))
                .orElse(ApiError.INVALID_PARAMETER_VALUE);
        return new ApiException(error, message);
    }

    private Optional<ApiError> find(String code) {
        return listed.stream().filter(error -> error.code().equals(code)).findFirst();
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
