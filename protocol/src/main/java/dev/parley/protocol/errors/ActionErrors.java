package dev.parley.protocol.errors;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The codes an action lists, and from them the code for each problem with a parameter (spec/03 §1, "Which code for a
 * parameter problem"). A code that the action does not list is never chosen unless it is a common one.
 */
public final class ActionErrors {

    private final Set<ApiError> listed;
    private final Map<String, String> namesInCodes;
    private final Map<String, ApiError> missingCodes;
    private final @Nullable ApiError otherwise;

    private ActionErrors(
            Set<ApiError> listed,
            Map<String, String> namesInCodes,
            Map<String, ApiError> missingCodes,
            @Nullable ApiError otherwise) {
        this.listed = listed;
        this.namesInCodes = Map.copyOf(namesInCodes);
        this.missingCodes = Map.copyOf(missingCodes);
        this.otherwise = otherwise;
    }

    /** @param listed the codes of the action's documentation page */
    public static ActionErrors of(ApiError... listed) {
        Set<ApiError> all = EnumSet.noneOf(ApiError.class);
        all.addAll(Set.of(listed));
        return new ActionErrors(all, Map.of(), Map.of(), null);
    }

    /**
     * The same, for an action whose codes call a parameter by another name, such as {@code StartTs} for
     * {@code StartTime}.
     */
    public ActionErrors calling(String parameter, String nameInCodes) {
        return new ActionErrors(listed, with(namesInCodes, parameter, nameInCodes), missingCodes, otherwise);
    }

    /** The same, for an action that answers a certain code when the parameter is absent. */
    public ActionErrors whenMissing(String parameter, ApiError error) {
        return new ActionErrors(listed, namesInCodes, with(missingCodes, parameter, error), otherwise);
    }

    /** The same, for an action that answers this code to any wrong parameter that has no code of its own. */
    public ActionErrors otherwise(ApiError error) {
        return new ActionErrors(listed, namesInCodes, missingCodes, error);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    /**
     * A mandatory parameter that is absent.
     *
     * @param path full name, such as {@code StorageParams.Bucket}; its last name chooses the code
     */
    public ApiException missing(String path) {
        ApiError chosen = missingCodes.get(lastName(path));
        ApiError error = chosen != null
                ? chosen
                : find("MissingParameter." + nameInCodes(path)).orElse(ApiError.MISSING_PARAMETER);
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
        return find("InvalidParameter." + nameInCodes(path)).orElse(general(ApiError.INVALID_PARAMETER));
    }

    /** A parameter of the right type and form whose value is not allowed. */
    public ApiException invalidValue(String path, String message) {
        String name = nameInCodes(path);
        ApiError error = find("InvalidParameterValue." + name)
                .or(() -> find("InvalidParameter." + name))
                .or(() -> find(ApiError.INVALID_PARAMETER_OUT_OF_RANGE.code()))
                .orElse(general(ApiError.INVALID_PARAMETER_VALUE));
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

    private ApiError general(ApiError common) {
        return otherwise == null ? common : otherwise;
    }

    private String nameInCodes(String path) {
        String name = lastName(path);
        return namesInCodes.getOrDefault(name, name);
    }

    /** Indexes of a list are no names: {@code UserIds.3} is about {@code UserIds}. */
    private static String lastName(String path) {
        String named = path.replaceAll("(\\.[0-9]+)+$", "");
        return named.substring(named.lastIndexOf('.') + 1);
    }
}
