package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Bill.Tier;
import dev.parley.conformance.Member.Picture;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A live room: who is on stage, who only watches, and how one becomes the other (spec/10 §2, §6). */
@ExtendWith(Stage.class)
@Execution(ExecutionMode.SAME_THREAD)
@Tag("DescribeTrtcRoomUsage")
final class LiveScenariosTest {

    private static final int AUDIENCE_MAY_NOT = 5107;
    private static final int ROLE_CHANGE = 3;

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theAudienceIsSeenOnlyWhileItIsOnStage(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("stage");
        try (Member host = live(browser, endpoint, room, "host", "anchor");
                Member guest = live(browser, endpoint, room, "guest", "audience");
                Member quiet = live(browser, endpoint, room, "quiet", "audience")) {
            host.enter().publish(Picture.HD);
            guest.enter().toldOf("remote-video-available", host, "main");
            quiet.enter().toldOf("remote-video-available", host, "main");
            Instants hostSeen = guest.receive("host", "main", Picture.HD);
            mayNothing(guest);

            guest.call("switchRole", "anchor");
            host.toldOf("remote-user-enter", guest);
            quiet.toldOf("remote-user-enter", guest);
            quiet.toldOf("remote-video-available", guest, "main");
            Instants guestSeen = quiet.receive("guest", "main", Picture.SD);
            guest.call("sendCustomMessage", Map.of("cmdId", 1, "data", Map.of("bytes", "on stage")));
            host.told("custom-message", Map.of("userId", "guest", "data", "on stage"));

            Instants guestDone = guest.call("switchRole", "audience");
            host.told("remote-user-exit", Map.of("userId", "guest", "reason", ROLE_CHANGE));
            quiet.toldOf("remote-video-unavailable", guest, "main");
            quiet.told("remote-user-exit", Map.of("userId", "guest", "reason", ROLE_CHANGE));
            guest.more("host", "main", 10);
            mayNotSend(guest);

            Instants guestLeft = guest.leave();
            Instants quietLeft = quiet.leave();
            Instants hostLeft = host.leave();
            assertThat(host.everTold("remote-user-enter"))
                    .as("the audience is invisible")
                    .hasSize(1);
            assertThat(host.everTold("remote-user-exit"))
                    .as("the audience is invisible")
                    .hasSize(1);
            new Bill()
                    .stay(host.entered(), hostLeft)
                    .stay(guest.entered(), guestLeft)
                    .stay(quiet.entered(), quietLeft)
                    .picture(Tier.HD, hostSeen, guestLeft)
                    .picture(Tier.SD, guestSeen, guestDone)
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    private static Member live(Browser browser, Endpoint endpoint, String room, String user, String role) {
        return browser.member(endpoint, room, user).with("scene", "live").with("role", role);
    }

    /** The camera is on and shown to oneself, and is sent as soon as the role allows (spec/16 §10.2). */
    private static void mayNothing(Member audience) {
        audience.call("startLocalVideo", Map.of("option", Picture.SD.option()));
        assertThat(audience.outbound()).as("what the audience sends").isEmpty();
        mayNotSend(audience);
    }

    private static void mayNotSend(Member audience) {
        Map<String, Object> message = Map.of("cmdId", 1, "data", Map.of("bytes", "from the dark"));
        assertThat(audience.refused("sendCustomMessage", message)).isEqualTo(AUDIENCE_MAY_NOT);
    }
}
