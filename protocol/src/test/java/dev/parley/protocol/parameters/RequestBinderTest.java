package dev.parley.protocol.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.errors.Language;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.protocol.shape.WireName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBinderTest {

    record Storage(String bucket, @Nullable Long vendor) {}

    record Request(
            @Unsigned long sdkAppid,
            String roomId,
            @WireName("userIDs") @Nullable List<String> userIds,
            @Nullable Boolean mute,
            @Nullable BigDecimal ratio,
            @Nullable Storage storage,
            @Nullable List<Storage> storages) {}

    private final RequestBinder<Request> binder =
            new RequestBinder<>(Request.class, ActionErrors.of(ApiError.INVALID_PARAMETER));

    @Test
    void bindsJson() {
        Request request =
                json("{\"SdkAppid\":18446744073709551615,\"RoomId\":\"r\",\"userIDs\":[\"a\",\"b\"],\"Mute\":true,"
                        + "\"Ratio\":0.5,\"Storage\":{\"Bucket\":\"b\",\"Vendor\":-1},"
                        + "\"Storages\":[{\"Bucket\":\"c\"}]}");

        assertThat(request)
                .isEqualTo(new Request(
                        -1L,
                        "r",
                        List.of("a", "b"),
                        true,
                        new BigDecimal("0.5"),
                        new Storage("b", -1L),
                        List.of(new Storage("c", null))));
    }

    @Test
    void bindsFlattenedTexts() {
        Request request = flat("SdkAppid=18446744073709551615&RoomId=5&userIDs.0=a&Mute=True&Ratio=1e3&Storage.Bucket=b"
                + "&Storage.Vendor=7&Storages.0.Bucket=c");

        assertThat(request)
                .isEqualTo(new Request(
                        -1L,
                        "5",
                        List.of("a"),
                        true,
                        new BigDecimal("1e3"),
                        new Storage("b", 7L),
                        List.of(new Storage("c", null))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "0"})
    void readsEverySpellingOfFalse(String text) {
        assertThat(flat("SdkAppid=1&RoomId=r&Mute=" + text).mute()).isFalse();
    }

    @Test
    void leavesOptionalOnesNull() {
        assertThat(json("{\"SdkAppid\":1,\"RoomId\":\"r\"}"))
                .isEqualTo(new Request(1, "r", null, null, null, null, null));
    }

    @Test
    void namesAnUnknownParameterAndTheOneThatWasMeant() {
        assertRefused(
                "{\"SdkAppId\":1,\"RoomId\":\"r\"}",
                ApiError.UNKNOWN_PARAMETER,
                "The parameter `SdkAppId` is not defined for this action. Did you mean `SdkAppid`?");
        assertRefused(
                "{\"SdkAppid\":1,\"RoomId\":\"r\",\"Storages\":[{\"Bucket\":\"b\",\"Size\":1}]}",
                ApiError.UNKNOWN_PARAMETER,
                "The parameter `Storages.0.Size` is not defined for this action.");
    }

    @Test
    void namesTheFirstMissingParameterInTheOrderOfTheRecord() {
        assertRefused("{}", ApiError.MISSING_PARAMETER, "The request is missing a required parameter `SdkAppid`.");
        assertRefused(
                "{\"SdkAppid\":1,\"RoomId\":\"r\",\"Storage\":{}}",
                ApiError.MISSING_PARAMETER,
                "The request is missing a required parameter `Storage.Bucket`.");
    }

    @Test
    void reportsUnknownBeforeMissingBeforeWrongType() {
        assertRefused("{\"X\":1}", ApiError.UNKNOWN_PARAMETER, "The parameter `X` is not defined for this action.");
        assertRefused(
                "{\"SdkAppid\":\"x\"}",
                ApiError.MISSING_PARAMETER,
                "The request is missing a required parameter `RoomId`.");
        assertRefused(
                "{\"SdkAppid\":\"x\",\"RoomId\":5}", ApiError.INVALID_PARAMETER, "Parameter `SdkAppid` type error.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "1.0", "1e3", "-1", "18446744073709551616", "true", "[1]", "{}"})
    void refusesJsonThatIsNoUnsignedInteger(String value) {
        assertRefused(
                "{\"SdkAppid\":" + value + ",\"RoomId\":\"r\"}",
                ApiError.INVALID_PARAMETER,
                "Parameter `SdkAppid` type error.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+1", "1 ", "0x1", "1.0", "-1", "99999999999999999999"})
    void refusesTextThatIsNoUnsignedInteger(String value) {
        assertThatThrownBy(() -> binder.bind(FlatParameters.tree(Map.of("SdkAppid", value, "RoomId", "r"))))
                .isInstanceOf(ApiException.class)
                .hasMessage("Parameter `SdkAppid` type error.");
    }

    @Test
    void namesTheElementOfTheWrongType() {
        assertRefused(
                "{\"SdkAppid\":1,\"RoomId\":\"r\",\"userIDs\":[\"a\",5]}",
                ApiError.INVALID_PARAMETER,
                "Parameter `userIDs.1` type error.");
        assertRefused(
                "{\"SdkAppid\":1,\"RoomId\":\"r\",\"Storage\":[]}",
                ApiError.INVALID_PARAMETER,
                "Parameter `Storage` type error.");
        assertRefused(
                "{\"SdkAppid\":1,\"RoomId\":\"r\",\"Mute\":1}",
                ApiError.INVALID_PARAMETER,
                "Parameter `Mute` type error.");
    }

    private Request json(String body) {
        return binder.bind(JsonParameters.parse(body.getBytes(UTF_8)));
    }

    private Request flat(String query) {
        return binder.bind(FlatParameters.tree(FlatParameters.decode(query)));
    }

    private void assertRefused(String body, ApiError error, String message) {
        assertThatThrownBy(() -> json(body)).isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.error()).isEqualTo(error);
            assertThat(refused.text(Language.EN_US)).isEqualTo(message);
        });
    }
}
