package dev.parley.server.app;

import dev.parley.protocol.ticket.UserSig;
import java.nio.file.Path;
import java.time.Instant;

/** What a development server says when it is ready: everything a newcomer needs, ready to paste. */
final class Greeting {

    private static final String LAUNCHER = System.getProperty("parley.launcher", "parley");

    private Greeting() {}

    static String of(DevCredentials credentials, ParleyServer server, Path directory) {
        String ticket =
                UserSig.create(credentials.sdkAppId(), credentials.sdkSecretKey(), "obs", 7 * 86_400, Instant.now());
        String room = credentials.endpoint() + "/v2/pub/" + credentials.sdkAppId() + "/lobby?SessionID=obs";
        return """

                Parley is ready.

                  endpoint      %s   (cloud API, WHIP, WHEP)
                  media         UDP and TCP port %d
                  SdkAppId      %d
                  SDKSecretKey  %s
                  SecretId      %s
                  SecretKey     %s
                  also in       %s

                Publish with OBS (Settings > Stream > WHIP) into the room "lobby":
                  Server        %s
                  Bearer Token  %s

                Ask who used what:
                  %s usage rooms --app %d --data %s --from "$(TZ=UTC-8 date +'%%Y-%%m-%%d 00:00')" --to "$(TZ=UTC-8 date -d tomorrow +'%%Y-%%m-%%d 00:00')"
                  %s call DescribeTrtcRoomUsage --data %s --data-only --json "{\\"SdkAppid\\":%d,\\"StartTime\\":\\"$(TZ=UTC-8 date +'%%Y-%%m-%%d 00:00')\\",\\"EndTime\\":\\"$(TZ=UTC-8 date -d tomorrow +'%%Y-%%m-%%d 00:00')\\"}"

                """.formatted(
                        credentials.endpoint(),
                        server.mediaAddress().getPort(),
                        credentials.sdkAppId(),
                        credentials.sdkSecretKey(),
                        credentials.secretId(),
                        credentials.secretKey(),
                        directory.resolve("dev-credentials.json"),
                        room,
                        ticket,
                        LAUNCHER,
                        credentials.sdkAppId(),
                        directory,
                        LAUNCHER,
                        directory,
                        credentials.sdkAppId());
    }
}
