package dev.parley.server.gateway;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.server.config.ApiSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which region names are accepted (spec/01 §6); a self-hosted server has one region whatever its name. */
final class Regions {

    private static final Set<String> DOCUMENTED = Set.of(
            "ap-guangzhou",
            "ap-shanghai",
            "ap-nanjing",
            "ap-beijing",
            "ap-chengdu",
            "ap-chongqing",
            "ap-hongkong",
            "ap-singapore",
            "ap-jakarta",
            "ap-bangkok",
            "ap-seoul",
            "ap-tokyo",
            "ap-mumbai",
            "na-ashburn",
            "na-siliconvalley",
            "na-toronto",
            "sa-saopaulo",
            "eu-frankfurt");

    private Regions() {}

    /** The region a call is for; the home region when it names none and need not. */
    static String of(@Nullable String given, ApiSettings.Region settings) {
        if (given == null) {
            if (settings.required()) {
                throw ApiException.missing("Region");
            }
            return settings.home();
        }
        boolean accepted = DOCUMENTED.contains(given)
                || settings.extra().contains(given)
                || settings.home().equals(given);
        if (!accepted) {
            throw new ApiException(ApiError.UNSUPPORTED_REGION, "The region `" + given + "` is not supported.");
        }
        return given;
    }
}
