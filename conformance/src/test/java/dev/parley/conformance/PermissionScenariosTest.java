package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Bill.Tier;
import dev.parley.conformance.Member.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Advanced permission control (spec/05 §3) with tickets of the vendor's library: for each bit, somebody who has all the
 * others is refused exactly that, with the code that says so, and may do the rest.
 */
@ExtendWith(Stage.class)
@Tag("DescribeTrtcRoomUsage")
final class PermissionScenariosTest {

    private static final int CREATE = 1;
    private static final int ENTER = 2;
    private static final int SEND_AUDIO = 4;
    private static final int RECEIVE_AUDIO = 8;
    private static final int SEND_VIDEO = 16;
    private static final int RECEIVE_VIDEO = 32;
    private static final int SEND_SCREEN = 64;
    private static final int RECEIVE_SCREEN = 128;
    private static final int ALL = 255;

    /** Enter and receive, the rights of a plain viewer. */
    private static final int WATCH = 42;

    private static final int BAD_TICKET = -100006;
    private static final int MAY_NOT_CREATE = -102010;
    private static final int MAY_NOT_ENTER = -102011;
    private static final int MAY_NOT_SEND = -102013;
    private static final int MAY_NOT_SEND_SCREEN = -102015;
    private static final int MAY_NOT_RECEIVE = -102019;
    private static final int FORBIDDEN = 403;
    private static final int CREATED = 201;

    @Test
    void whoLacksOneRightIsRefusedExactlyThat(Browser browser, @TempDir Path data) throws IOException {
        try (RunningServer server = RunningServer.start(data, "--room-query-interval", "0")) {
            Endpoint endpoint = server.endpoint();
            String application = Long.toString(endpoint.sdkAppId());
            server.administer("app", "set", "--app", application, "--permission-control", "on");
            String room = Rooms.unused("rights");
            try (Member host = browser.member(endpoint, room, "host")
                    .with("privateMapKey", endpoint.privateMapKey("host", room, ALL))) {
                new Evening(browser, endpoint, room, host).run();
            }
            theStageNeedsAValidTicket(browser, endpoint);
        }
    }

    /** Whoever becomes an anchor is judged anew, and is out when the ticket does not hold (spec/05 §3). */
    private static void theStageNeedsAValidTicket(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("stage");
        try (Member host = live(browser, endpoint, room, "host", ALL).enter();
                Member guest = live(browser, endpoint, room, "guest", WATCH)) {
            guest.with("role", "audience").enter();
            guest.call("switchRole", "anchor", ticket(endpoint, room, "guest", WATCH));
            host.toldOf("remote-user-enter", guest);
            assertThat(guest.refused("startLocalAudio")).isEqualTo(MAY_NOT_SEND);
            guest.call("switchRole", "audience");
            host.toldOf("remote-user-exit", guest);
            guest.call("switchRole", "anchor", ticket(endpoint, room, "guest", ALL));
            guest.call("startLocalAudio");
            host.toldOf("remote-audio-available", guest);
            guest.call("switchRole", "audience");
            Instants guestEntered = guest.entered();

            long asked = System.currentTimeMillis();
            Map<String, Object> other = ticket(endpoint, "another room", "guest", ALL);
            assertThat(guest.refused("switchRole", "anchor", other)).isEqualTo(BAD_TICKET);
            Member.Told out = guest.told("kicked-out", Map.of("reason", "banned"));
            new Bill()
                    .stay(host.entered(), host.leave())
                    .stay(guestEntered, new Instants(asked, out.at()))
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    private static Member live(Browser browser, Endpoint endpoint, String room, String user, int rights) {
        return browser.member(endpoint, room, user)
                .with("scene", "live")
                .with("privateMapKey", endpoint.privateMapKey(user, room, rights));
    }

    private static Map<String, Object> ticket(Endpoint endpoint, String room, String user, int rights) {
        return Map.of("privateMapKey", endpoint.privateMapKey(user, room, rights));
    }

    /** One host, and guests who come one after the other; each lacks another right. */
    private static final class Evening {

        private final Instant begin = Instant.now();
        private final Bill bill = new Bill();
        private final Browser browser;
        private final Endpoint endpoint;
        private final String room;
        private final Member host;

        Evening(Browser browser, Endpoint endpoint, String room, Member host) {
            this.browser = browser;
            this.endpoint = endpoint;
            this.room = room;
            this.host = host;
        }

        void run() {
            mustNotEnter(ALL - CREATE, MAY_NOT_CREATE);
            host.enter().publish(Picture.SD);
            mustNotEnter(ALL - ENTER, MAY_NOT_ENTER);
            try (Member guest = browser.member(endpoint, room, "without a ticket", "nobody")) {
                assertThat(guest.refusedToEnter()).isEqualTo(BAD_TICKET);
            }
            mustNotSend(SEND_AUDIO, "startLocalAudio", MAY_NOT_SEND);
            mustNotSend(SEND_VIDEO, "startLocalVideo", MAY_NOT_SEND);
            mustNotSend(SEND_SCREEN, "startScreenShare", MAY_NOT_SEND_SCREEN);
            host.call("startScreenShare", screen());
            mustNotReceivePicture(RECEIVE_VIDEO, "main", "sub");
            mustNotReceivePicture(RECEIVE_SCREEN, "sub", "main");
            mustNotReceiveSound();
            pushersAndPlayersNeedTheirRights();
            bill.stay(host.entered(), host.leave()).mustBeCharged(endpoint, begin, room);
        }

        private Member guest(int rights) {
            String user = "guest-" + rights;
            return browser.member(endpoint, room, user)
                    .with("privateMapKey", endpoint.privateMapKey(user, room, rights))
                    .with("autoReceiveAudio", false);
        }

        private void mustNotEnter(int rights, int code) {
            try (Member guest = guest(rights)) {
                assertThat(guest.refusedToEnter()).as("with rights %d", rights).isEqualTo(code);
            }
        }

        private void mustNotSend(int missing, String forbidden, int code) {
            Map<String, Map<String, ?>> sources = new LinkedHashMap<>();
            sources.put("startLocalAudio", Map.of());
            sources.put("startLocalVideo", Map.of("option", Picture.SD.option()));
            sources.put("startScreenShare", screen());
            try (Member guest = guest(ALL - missing).enter()) {
                sources.forEach((method, how) -> {
                    if (method.equals(forbidden)) {
                        assertThat(guest.refused(method, how)).as(method).isEqualTo(code);
                    } else {
                        guest.call(method, how);
                    }
                });
                hostIsTold(guest, missing);
                bill.stay(guest.entered(), guest.leave());
            }
            host.told("remote-user-exit", Map.of());
        }

        /** Of what the guest may send, and of nothing else. */
        private void hostIsTold(Member guest, int missing) {
            if (missing != SEND_AUDIO) {
                host.toldOf("remote-audio-available", guest);
            }
            if (missing != SEND_VIDEO) {
                host.toldOf("remote-video-available", guest, "main");
            }
            if (missing != SEND_SCREEN) {
                host.toldOf("remote-video-available", guest, "sub");
            }
            long told = host.everTold("remote-audio-available").stream()
                            .filter(available -> isOf(guest, available))
                            .count()
                    + host.everTold("remote-video-available").stream()
                            .filter(available -> isOf(guest, available))
                            .count();
            assertThat(told).as("what the host was told of").isEqualTo(2);
        }

        private static boolean isOf(Member guest, Member.Told told) {
            return told.payload().required("userId").asString().equals(guest.user());
        }

        private void mustNotReceivePicture(int missing, String forbidden, String allowed) {
            try (Member guest = guest(ALL - missing).enter()) {
                guest.toldOf("remote-video-available", host, forbidden);
                guest.toldOf("remote-video-available", host, allowed);
                assertThat(guest.refused("startRemoteVideo", view(forbidden))).isEqualTo(MAY_NOT_RECEIVE);
                Instants seen = guest.receive("host", allowed, Picture.SD);
                guest.call("muteRemoteAudio", "host", false);
                guest.more("host", "audio", 5);
                Instants left = guest.leave();
                bill.stay(guest.entered(), left).picture(Tier.SD, seen, left);
            }
        }

        private void mustNotReceiveSound() {
            try (Member guest = guest(ALL - RECEIVE_AUDIO).enter()) {
                guest.toldOf("remote-audio-available", host);
                assertThat(guest.refused("muteRemoteAudio", "host", false)).isEqualTo(MAY_NOT_RECEIVE);
                Instants seen = guest.receive("host", "main", Picture.SD);
                guest.more("host", "main", 10);
                assertThat(guest.total().required("audio").asInt())
                        .as("packets of sound")
                        .isZero();
                Instants left = guest.leave();
                bill.stay(guest.entered(), left).picture(Tier.SD, seen, left);
            }
        }

        private void pushersAndPlayersNeedTheirRights() {
            try (Participant pusher = browser.participant(room + "-pusher", "pusher");
                    Participant player = browser.participant(room + "-player", "player")) {
                assertThat(pusher.statusOfPublishing(endpoint, room, ticket("pusher", ALL - SEND_VIDEO)))
                        .isEqualTo(FORBIDDEN);
                assertThat(pusher.statusOfPublishing(endpoint, room, ticket("player", ALL)))
                        .isEqualTo(FORBIDDEN);
                int nothing = ALL - RECEIVE_AUDIO - RECEIVE_VIDEO - RECEIVE_SCREEN;
                assertThat(player.statusOfPlaying(endpoint, room, ticket("player", nothing)))
                        .isEqualTo(FORBIDDEN);
                int sound = CREATE + ENTER + RECEIVE_AUDIO;
                assertThat(player.statusOfPlaying(endpoint, room, ticket("player", sound)))
                        .isEqualTo(CREATED);
                player.hear(10);
                assertThat(player.stats().at("/inboundVideo/packetsReceived").asInt())
                        .isZero();
                bill.stay(player.entered(), player.leave());
            }
        }

        private String ticket(String user, int rights) {
            return endpoint.privateMapKey(user, room, rights);
        }

        private static Map<String, Object> view(String streamType) {
            return Map.of("userId", "host", "streamType", streamType, "view", streamType);
        }

        private static Map<String, Object> screen() {
            return Map.of("option", Map.of("profile", Picture.SD.profile(), "videoTrack", Picture.SD.drawn()));
        }
    }
}
