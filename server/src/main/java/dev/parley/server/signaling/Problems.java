package dev.parley.server.signaling;

import dev.parley.media.sdp.MalformedSdpException;
import dev.parley.server.rooms.EntryRefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Turns whatever goes wrong into {@code application/problem+json} with the status of spec/15 §3.2. */
final class Problems {

    static final String OVERLOAD_RETRY_SECONDS = "5";

    /** How soon a player may ask again whether somebody is live (spec/15 §4). */
    private static final String NOBODY_LIVE_RETRY_SECONDS = "2";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Problems() {}

    static Reply of(RuntimeException failure) {
        return switch (failure) {
            case ProblemException problem -> reply(problem.status(), problem.getMessage(), 0, problem.headers());
            case EntryRefusedException refused -> refused(refused);
            case MalformedSdpException malformed -> reply(400, malformed.getMessage(), 0, Map.of());
            case UnacceptableOfferException unacceptable -> reply(422, unacceptable.getMessage(), 0, Map.of());
            default -> {
                LOG.error("a WHIP or WHEP request failed", failure);
                yield reply(500, "The server failed; its log says why.", 0, Map.of());
            }
        };
    }

    private static Reply refused(EntryRefusedException refused) {
        return switch (refused.reason()) {
            case BAD_PARAMETER, BAD_ROOM -> reply(400, refused, Map.of());
            case UNKNOWN_APPLICATION -> reply(404, refused, Map.of());
            case SUSPENDED_APPLICATION, NO_PERMISSION, ROOM_FULL -> reply(403, refused, Map.of());
            case BAD_USER_SIG -> reply(401, refused, Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
            case NO_SESSION -> reply(404, refused, Map.of());
            case NOBODY_LIVE -> reply(409, refused, Map.of("Retry-After", NOBODY_LIVE_RETRY_SECONDS));
            case STOPPING -> reply(503, refused, Map.of("Retry-After", OVERLOAD_RETRY_SECONDS));
        };
    }

    private static Reply reply(int status, EntryRefusedException refused, Map<String, String> headers) {
        return reply(status, refused.getMessage(), refused.code(), headers);
    }

    private static Reply reply(int status, @Nullable String detail, int trtcCode, Map<String, String> headers) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", HttpStatus.getMessage(status));
        problem.put("status", status);
        if (detail != null) {
            problem.put("detail", detail);
        }
        if (trtcCode != 0) {
            problem.put("trtcCode", trtcCode);
        }
        return new Reply(status, headers, JSON.writeValueAsString(problem))
                .with("Content-Type", "application/problem+json");
    }
}
