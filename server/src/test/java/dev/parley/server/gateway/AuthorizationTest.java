package dev.parley.server.gateway;

import static dev.parley.server.gateway.DoorFixture.APPLICATION;
import static dev.parley.server.gateway.DoorFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.server.access.AddressVerdict;
import dev.parley.server.config.ApiSettings;
import dev.parley.server.operations.CallRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the door does with keys, addresses and policies (spec/01 §8 steps 8, 9 and 14), and what it writes down. */
class AuthorizationTest {

    private static final String REMOVE = "{\"SdkAppId\":20000001,\"RoomId\":2,\"UserIds\":[\"a\"]}";
    private static final String DAY = "{\"StartTime\":\"2026-03-02\",\"EndTime\":\"2026-03-02\"}";

    private DoorFixture door;

    @BeforeEach
    void start() throws IOException {
        door = new DoorFixture();
    }

    @AfterEach
    void stop() throws IOException {
        door.close();
    }

    @Test
    void aSubUserMayDoWhatItsPoliciesAllow() throws IOException {
        door.access.belongsToASubUserWith(allow("trtc:RemoveUser", "qcs::trtc::uin/100:sdkappid/20000001"));

        assertThat(door.call("RemoveUser", REMOVE).code()).isEmpty();
        assertThat(door.call("RemoveUser", REMOVE.replace("20000001", "20000002"))
                        .code())
                .isEqualTo("UnauthorizedOperation");
        assertThat(door.call("DescribeTrtcUsage", DAY).code()).isEqualTo("UnauthorizedOperation");
    }

    @Test
    void aDenialNamesOperationAndResourceInTheWordsOfTheCloud() throws IOException {
        door.access.belongsToASubUserWith(allow("trtc:Describe*", "*"));

        RawConnection.Reply denied = door.call("RemoveUser", REMOVE);

        assertThat(denied.message())
                .isEqualTo("[request id:" + denied.header("X-TC-RequestId")
                        + "]you are not authorized to perform operation (trtc:RemoveUser)\n"
                        + "resource (qcs::trtc::uin/100:sdkappid/20000001) has no permission");
    }

    @Test
    void theApplicationIsFoundInAnySpellingAndForm() throws IOException {
        door.access.belongsToASubUserWith(allow("trtc:*", "qcs::trtc::uin/100:sdkappid/" + APPLICATION));
        String day = "{\"SdkAppid\":20000001,\"StartTime\":\"2026-03-02 00:00\",\"EndTime\":\"2026-03-03 00:00\"}";

        assertThat(door.call("DescribeTrtcRoomUsage", day).code()).isEmpty();
        assertThat(door.call("RemoveUser", REMOVE.replace("20000001", "\"20000001\""))
                        .code())
                .as("no integer: judged as a call without an application, then reported as wrong")
                .isEqualTo("UnauthorizedOperation");
    }

    @Test
    void noSpellingOfItsNumberHidesAnApplicationFromADenial() throws IOException {
        door.access.belongsToASubUserWith("{\"version\":\"2.0\",\"statement\":["
                + "{\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"*\"},"
                + "{\"effect\":\"deny\",\"action\":\"*\",\"resource\":\"qcs::trtc::uin/:sdkappid/20000001\"}]}");

        for (int zeros = 0; zeros <= 13; zeros++) {
            String number = "0".repeat(zeros) + APPLICATION;
            String query = "SdkAppId=" + number + "&RoomId=2&UserIds.0=a";
            assertThat(door.exchange(door.get("RemoveUser", query)).code())
                    .as(number)
                    .isEqualTo("UnauthorizedOperation");
        }
        assertThat(door.exchange(door.get("RemoveUser", "SdkAppId=020000002&RoomId=2&UserIds.0=a"))
                        .code())
                .isEmpty();
    }

    @Test
    void policiesSeeTagsAndAddressesBehindTrustedProxies() throws IOException {
        door.access.tag(APPLICATION, "team", "a");
        door.access.belongsToASubUserWith("{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"action\":\"*\","
                + "\"resource\":\"*\",\"condition\":{\"ip_equal\":{\"qcs:ip\":\"203.0.113.0/24\"},"
                + "\"for_any_value:string_equal\":{\"qcs:resource_tag\":\"team&a\"}}}]}");

        assertThat(door.call("RemoveUser", REMOVE, "X-Forwarded-For: 203.0.113.7")
                        .code())
                .as("nobody is trusted to say that")
                .isEqualTo("UnauthorizedOperation");
        door.settings.updateAndGet(now -> new ApiSettings(
                now.region(),
                now.signature(),
                now.limits(),
                now.corsOrigins(),
                now.language(),
                List.of("127.0.0.0/8")));
        assertThat(door.call("RemoveUser", REMOVE, "X-Forwarded-For: 198.51.100.1, 203.0.113.7, 127.0.0.9")
                        .code())
                .isEmpty();
        assertThat(door.call("RemoveUser", REMOVE, "X-Forwarded-For: 203.0.113.7, 198.51.100.1")
                        .code())
                .isEqualTo("UnauthorizedOperation");
    }

    @Test
    void accountsRefuseAddresses() throws IOException {
        door.access.judges("127.0.0.1", AddressVerdict.IN_DENY_LIST);
        assertThat(door.call("RemoveUser", REMOVE).code()).isEqualTo("IpInBlacklist");
        door.access.judges("127.0.0.1", AddressVerdict.NOT_IN_ALLOW_LIST);
        assertThat(door.call("RemoveUser", REMOVE).code()).isEqualTo("IpNotInWhitelist");
    }

    @Test
    void aTemporaryKeyNeedsItsTokenWhileItLasts() throws IOException {
        door.access.isTemporary("secret-token", Instant.ofEpochSecond(SECOND + 1));

        assertThat(door.call("RemoveUser", REMOVE).code()).isEqualTo("AuthFailure.TokenFailure");
        assertThat(door.call("RemoveUser", REMOVE, "X-TC-Token: other").code()).isEqualTo("AuthFailure.TokenFailure");
        assertThat(door.call("RemoveUser", REMOVE, "X-TC-Token: secret-token").code())
                .isEmpty();
        door.now.set(Instant.ofEpochSecond(SECOND + 1));
        assertThat(door.call("RemoveUser", REMOVE, "X-TC-Token: secret-token").code())
                .isEqualTo("AuthFailure.TokenFailure");
    }

    @Test
    void aCallThatTakesItsTimeToArriveIsJudgedWhenItIsHere() throws IOException {
        String request = door.post("RemoveUser", REMOVE, "Expect: 100-continue");
        try (RawConnection slow = door.connect()) {
            slow.send(request.substring(0, request.length() - REMOVE.length()));
            assertThat(slow.receiveHead().statusLine())
                    .as("the server waits for the body")
                    .startsWith("HTTP/1.1 100");
            door.now.set(Instant.ofEpochSecond(SECOND + 301));
            slow.send(REMOVE);

            assertThat(slow.receive().code()).isEqualTo("AuthFailure.SignatureExpire");
        }
        assertThat(written("AuthFailure.SignatureExpire").at()).as("arrival").isEqualTo(Instant.ofEpochSecond(SECOND));
    }

    @Test
    void everyCallIsWrittenDownWithWhatItSaidOfItself() throws IOException {
        String first = door.call("RemoveUser", REMOVE).header("X-TC-RequestId");
        door.exchange(door.post("RemoveUser", REMOVE).replaceFirst("Signature=....", "Signature=0000"));
        door.exchange("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");

        CallRecord call = written(CallRecord.OK);
        assertThat(call.requestId()).isEqualTo(first);
        assertThat(call.accountId()).isEqualTo(OneKey.ACCOUNT);
        assertThat(call.uin()).isEqualTo(OneKey.ACCOUNT);
        assertThat(call.secretId()).isEqualTo(OneKey.SECRET_ID);
        assertThat(call.action()).isEqualTo("RemoveUser");
        assertThat(call.sdkAppId()).isEqualTo(APPLICATION);
        assertThat(call.sourceAddress()).isEqualTo("127.0.0.1");
        assertThat(call.client()).isEqualTo("SDK_JAVA_3.1.682");
        assertThat(call.method()).isEqualTo("POST");
        assertThat(written("AuthFailure.SignatureFailure").accountId())
                .as("whose key is claimed is not who calls")
                .isNull();
        assertThat(written("UnsupportedProtocol").method()).isEqualTo("PUT");
        assertThat(door.calls).hasSize(3);
    }

    /** The record of the first call answered so; it may be made after the client has its answer. */
    private CallRecord written(String code) {
        await().until(() -> door.calls.stream().anyMatch(call -> call.code().equals(code)));
        return door.calls.stream()
                .filter(call -> call.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aServerThatDrainsSendsCallersAway() throws IOException {
        door.draining.set(true);

        assertThat(door.call("RemoveUser", REMOVE).code()).isEqualTo("ServiceUnavailable");
    }

    private static String allow(String action, String resource) {
        return "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"action\":\"" + action + "\",\"resource\":\""
                + resource + "\"}]}";
    }
}
