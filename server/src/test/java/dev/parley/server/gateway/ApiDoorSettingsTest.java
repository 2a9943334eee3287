package dev.parley.server.gateway;

import static dev.parley.server.gateway.DoorFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.errors.Language;
import dev.parley.server.config.ApiSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each setting of the API takes effect with the next call, while the server runs. */
class ApiDoorSettingsTest {

    private static final String REMOVE = "{\"SdkAppId\":1,\"RoomId\":2,\"UserIds\":[\"a\"]}";

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
    void answersInTheLanguageAskedForAndElseInTheConfiguredOne() throws IOException {
        assertThat(door.call("RemoveUser", "{}", "X-TC-Language: zh-CN").message())
                .isEqualTo("缺少必要参数 `SdkAppId`。");
        assertThat(door.call("RemoveUser", "{}", "X-TC-Language: tlh").message())
                .isEqualTo("The request is missing a required parameter `SdkAppId`.");
        change(now -> new ApiSettings(
                now.region(), now.signature(), now.limits(), List.of(), Language.ZH_CN, now.trustedProxies()));
        assertThat(door.call("RemoveUser", "{}").message()).isEqualTo("缺少必要参数 `SdkAppId`。");
        assertThat(door.call("RemoveUser", "{}", "X-TC-Language: en-US").message())
                .isEqualTo("The request is missing a required parameter `SdkAppId`.");
    }

    @Test
    void answersAnUnreadableOlderCallInItsLanguageToo() throws IOException {
        RawConnection.Reply reply =
                door.exchange("GET /?Language=zh-CN&Action=RemoveUser&Signature=x HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(reply.message()).isEqualTo("缺少必要参数 `Version`。");
    }

    @Test
    void letsListedOriginsCallFromABrowserAndNoOthers() throws IOException {
        assertThat(preflight("https://console.example.org").code()).isEqualTo("UnsupportedProtocol");
        change(now -> new ApiSettings(
                now.region(),
                now.signature(),
                now.limits(),
                List.of("https://console.example.org"),
                now.language(),
                now.trustedProxies()));

        RawConnection.Reply permitted = preflight("https://console.example.org");
        assertThat(permitted.statusLine()).isEqualTo("HTTP/1.1 204 No Content");
        assertThat(permitted.header("Access-Control-Allow-Origin")).isEqualTo("https://console.example.org");
        assertThat(permitted.header("Access-Control-Allow-Headers")).isEqualTo("authorization,x-tc-action");
        assertThat(preflight("https://evil.example.org").code()).isEqualTo("UnsupportedProtocol");
        assertThat(door.call("RemoveUser", REMOVE, "Origin: https://console.example.org")
                        .header("Access-Control-Allow-Origin"))
                .isEqualTo("https://console.example.org");
        assertThat(door.call("RemoveUser", REMOVE, "Origin: https://evil.example.org")
                        .header("Access-Control-Allow-Origin"))
                .isNull();
    }

    private RawConnection.Reply preflight(String origin) throws IOException {
        return door.exchange("OPTIONS / HTTP/1.1\r\nHost: x\r\nOrigin: " + origin
                + "\r\nAccess-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: authorization,x-tc-action\r\n\r\n");
    }

    @Test
    void insistsOnTheServiceInTheScopeWhenItIsStrict() throws IOException {
        signature(new ApiSettings.Signature(List.of("trtc.tencentcloudapi.com"), true, true, false));

        assertThat(scoped("cvm")).isEqualTo("NoSuchProduct");
        assertThat(scoped("trtc")).isEmpty();
        assertThat(scoped("127")).isEmpty();
    }

    private String scoped(String service) throws IOException {
        return door.exchange(door.postAs("RemoveUser", "application/json", REMOVE, service))
                .code();
    }

    @Test
    void refusesUnsignedPayloadsWhenTold() throws IOException {
        signature(new ApiSettings.Signature(List.of(), false, false, false));

        assertThat(door.call("RemoveUser", REMOVE, "X-TC-Content-SHA256: UNSIGNED-PAYLOAD")
                        .code())
                .isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void refusesAnOlderSignatureThatWasSeenBeforeWhenTold() throws IOException {
        signature(new ApiSettings.Signature(List.of(), true, false, true));
        String first = older(11886);

        assertThat(door.exchange(first).code()).isEmpty();
        assertThat(door.exchange(first).code()).isEqualTo("AuthFailure.SignatureFailure");
        assertThat(door.exchange(older(11887)).code()).isEmpty();
        signature(new ApiSettings.Signature(List.of(), true, false, false));
        assertThat(door.exchange(first).code()).isEmpty();
    }

    private String older(int nonce) {
        String query = "Action=RemoveUser&Nonce=" + nonce + "&RoomId=2&SdkAppId=1&SecretId=" + OneKey.SECRET_ID
                + "&Timestamp=" + SECOND + "&UserIds.0=a&Version=2019-07-22";
        String signature = RawSignature.older("HmacSHA1", "GET" + door.host() + "/?" + query);
        return "GET /?" + query + "&Signature=" + signature.replace("+", "%2B").replace("/", "%2F")
                + " HTTP/1.1\r\nHost: " + door.host() + "\r\n\r\n";
    }

    @Test
    void takesAnotherLimitForAnAction() throws IOException {
        limits(new ApiSettings.Limits(Map.of("RemoveUser", 1), 0, 0, 100));

        assertThat(door.call("RemoveUser", REMOVE).code()).isEmpty();
        RawConnection.Reply second = door.call("RemoveUser", REMOVE);
        assertThat(second.code()).isEqualTo("RequestLimitExceeded");
        assertThat(second.message()).contains("`2`").contains("`1`");
        limits(new ApiSettings.Limits(Map.of("RemoveUser", 0), 0, 0, 100));
        assertThat(door.call("RemoveUser", REMOVE).code()).isEmpty();
    }

    @Test
    void limitsAllCallsOfAnAccount() throws IOException {
        limits(new ApiSettings.Limits(Map.of(), 2, 3, 100));

        assertThat(door.call("RemoveUser", REMOVE).code()).isEmpty();
        assertThat(door.call("DescribeTrtcUsage", "{}").code()).isEqualTo("MissingParameter");
        assertThat(door.call("RemoveUser", REMOVE).code()).isEqualTo("RequestLimitExceeded.UinLimitExceeded");
        assertThat(door.call("RemoveUser", REMOVE, "X-TC-Region: ap-singapore").code())
                .isEmpty();
        assertThat(door.call("RemoveUser", REMOVE, "X-TC-Region: ap-singapore").code())
                .isEqualTo("RequestLimitExceeded.GlobalRegionUinLimitExceeded");
    }

    @Test
    void demandsARegionOrTakesAnotherWhenTold() throws IOException {
        change(now -> new ApiSettings(
                new ApiSettings.Region("mars-north", Set.of("mars-south"), true),
                now.signature(),
                now.limits(),
                now.corsOrigins(),
                now.language(),
                now.trustedProxies()));

        RawConnection.Reply none = door.call("RemoveUser", REMOVE);
        assertThat(none.code()).isEqualTo("MissingParameter");
        assertThat(none.message()).isEqualTo("The request is missing a required parameter `Region`.");
        assertThat(door.call("RemoveUser", REMOVE, "X-TC-Region: mars-south").code())
                .isEmpty();
    }

    private void signature(ApiSettings.Signature signature) {
        change(now -> new ApiSettings(
                now.region(), signature, now.limits(), now.corsOrigins(), now.language(), now.trustedProxies()));
    }

    private void limits(ApiSettings.Limits limits) {
        change(now -> new ApiSettings(
                now.region(), now.signature(), limits, now.corsOrigins(), now.language(), now.trustedProxies()));
    }

    private void change(UnaryOperator<ApiSettings> change) {
        door.settings.updateAndGet(change);
    }
}
