package dev.parley.server.demo;

import dev.parley.server.cli.ApiClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Tells the story of the demo on a terminal. */
public final class Demo {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

    private final PrintWriter out;
    private final ApiClient client;
    private final String endpoint;
    private final long sdkAppId;
    private final String sdkSecretKey;
    private final InstantSource clock;

    /** @param endpoint base URL of a running server with that application, which {@code client} calls too */
    public Demo(
            PrintWriter out,
            ApiClient client,
            String endpoint,
            long sdkAppId,
            String sdkSecretKey,
            InstantSource clock) {
        this.out = out;
        this.client = client;
        this.endpoint = endpoint;
        this.sdkAppId = sdkAppId;
        this.sdkSecretKey = sdkSecretKey;
        this.clock = clock;
    }

    /**
     * @param length how long everybody stays together
     * @param terminal whether a progress line can be redrawn in place
     */
    public void run(Duration length, boolean terminal) throws IOException, InterruptedException {
        out.println("A Parley server is up at " + endpoint + ".");
        out.println(Part.CAST.size() + " participants meet in two rooms, over WHIP, WHEP, ICE, DTLS and SRTP.");
        out.flush();
        Instant start = clock.instant();
        try (Meeting meeting = new Meeting(endpoint, sdkAppId, sdkSecretKey, clock)) {
            meeting.open(Part.CAST);
            meeting.run(length, new Progress(out, length, terminal));
            out.println();
            out.println("What each participant did:");
            out.print(Report.attendance(meeting.attendance()));
        }
        String from = MINUTE.format(start);
        String to = MINUTE.format(clock.instant().plus(1, ChronoUnit.MINUTES));
        out.println();
        out.println("DescribeTrtcRoomUsage for application " + sdkAppId + ", " + from + " to " + to
                + " (UTC+8), in seconds:");
        out.print(Report.usage(ask(from, to)));
        out.flush();
    }

    private String ask(String from, String to) throws IOException {
        String query = "{\"SdkAppid\":%d,\"StartTime\":\"%s\",\"EndTime\":\"%s\"}".formatted(sdkAppId, from, to);
        ApiClient.Answer answer = client.call("DescribeTrtcRoomUsage", query);
        if (answer.isError()) {
            throw new IOException("the usage query was refused: " + answer.response());
        }
        return answer.response().path("Data").asString();
    }
}
