package dev.parley.server.app;

import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.config.HostPort;
import dev.parley.server.config.ServerSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

/** What a development server says when it is ready: everything a newcomer needs, ready to paste. */
final class Greeting {

    private static final String LAUNCHER = System.getProperty("parley.launcher", "parley");

    private Greeting() {}

    static String of(DevCredentials credentials, ParleyServer server, ServerSettings process) {
        Path directory = process.dataDirectory();
        Instant now = server.clock().instant();
        String ticket = UserSig.create(credentials.sdkAppId(), credentials.sdkSecretKey(), "obs", 7 * 86_400, now);
        LocalDate today = LocalDate.ofInstant(now, process.utcOffset());
        String room = credentials.endpoint() + "/v2/pub/" + credentials.sdkAppId() + "/lobby?SessionID=obs";
        return """

                Parley is ready.

                  page          %s
                  endpoint      %s   (cloud API, WHIP, WHEP)
                  media         UDP and TCP port %d
                  operations    %s
                  SdkAppId      %d
                  SDKSecretKey  %s
                  SecretId      %s
                  SecretKey     %s
                  also in       %s

                Publish with OBS (Settings > Stream > WHIP) into the room "lobby":
                  Server        %s
                  Bearer Token  %s

                Ask who used what today (UTC%s):
                  %s usage rooms --data %s --app %d --from "%s 00:00" --to "%s 00:00"
                  %s call DescribeTrtcRoomUsage --data %s --data-only \\
                    --json '{"SdkAppid":%d,"StartTime":"%s 00:00","EndTime":"%s 00:00"}'

                """.formatted(
                        page(server),
                        credentials.endpoint(),
                        server.mediaAddress().getPort(),
                        operations(server),
                        credentials.sdkAppId(),
                        credentials.sdkSecretKey(),
                        credentials.secretId(),
                        credentials.secretKey(),
                        directory.resolve("dev-credentials.json"),
                        room,
                        ticket,
                        process.utcOffset(),
                        LAUNCHER,
                        directory,
                        credentials.sdkAppId(),
                        today,
                        today.plusDays(1),
                        LAUNCHER,
                        directory,
                        credentials.sdkAppId(),
                        today,
                        today.plusDays(1));
    }

    private static String page(ParleyServer server) {
        String page = server.page();
        return page == null ? "switched off" : page + "   (meet somebody, or yourself, in a browser)";
    }

    private static String operations(ParleyServer server) {
        InetSocketAddress address = server.operationsAddress();
        return address == null
                ? "switched off"
                : "http://" + new HostPort(address.getHostString(), address.getPort()) + "   (health, metrics, status)";
    }
}
