package dev.parley.protocol.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.errors.Language;
import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoundsTest {

    record Picture(@Unsigned @Range(min = 1, max = 1920) long width) {}

    record Request(
            @Unsigned @Range(min = 1, max = 4294967294L) @Nullable
            Long roomId,

            @Unsigned @Range(min = 1, max = 100, aboveCode = "InvalidParameter.PageSizeOversize") @Nullable
            Long pageSize,

            @Unsigned @Range(max = 8) @Nullable Long mode,
            @OneOf({"0", "2"}) @Unsigned @Nullable Long kind,
            @OneOf({"hls", "mp4"}) @Nullable List<String> formats,

            @TextForm(minLength = 1, maxLength = 4, pattern = "[a-z_]*", described = "small letters and `_`") @Nullable
            String userId,

            @ItemCount(min = 1, max = 2, aboveCode = "InvalidParameter.UserIdsMorethanSix")
            @TextForm(minLength = 1)
            @Nullable
            List<String> userIds,

            @Nullable Picture picture,

            @Range(min = -1, max = 1000, except = 0) @Nullable
            Long repeats,

            @OneOf({"0.5", "1", "10"}) @Nullable BigDecimal tempo,

            @TextForm(
                    emptyIsMissing = true,
                    maxLength = 3,
                    aboveCode = "InvalidParameterValue.RoomId",
                    pattern = "[a-z]*",
                    described = "small letters")
            @Nullable
            String room) {}

    private static final ActionErrors ERRORS = ActionErrors.of(
            ApiError.INVALID_PARAMETER_VALUE_ROOM_ID,
            ApiError.INVALID_PARAMETER_ROOM_ID,
            ApiError.INVALID_PARAMETER_PAGE_SIZE,
            ApiError.INVALID_PARAMETER_PAGE_SIZE_OVERSIZE,
            ApiError.INVALID_PARAMETER_USER_ID,
            ApiError.INVALID_PARAMETER_USER_IDS,
            ApiError.INVALID_PARAMETER_USER_IDS_MORETHAN_SIX);

    private final RequestBinder<Request> binder = new RequestBinder<>(Request.class, ERRORS);

    @Test
    void acceptsTheLowestAndTheHighestValue() {
        accepts("{\"RoomId\":1}");
        accepts("{\"RoomId\":4294967294}");
        accepts("{\"Mode\":0}");
        accepts("{\"Kind\":2,\"Formats\":[\"hls\",\"mp4\"]}");
        accepts("{\"UserId\":\"a_zz\",\"UserIds\":[\"a\",\"b\"],\"Picture\":{\"Width\":1920}}");
    }

    @Test
    void refusesOneBeyond() {
        refuses("{\"RoomId\":0}", ApiError.INVALID_PARAMETER_VALUE_ROOM_ID, "`RoomId` must be 1 to 4294967294.");
        refuses(
                "{\"RoomId\":4294967295}",
                ApiError.INVALID_PARAMETER_VALUE_ROOM_ID,
                "`RoomId` must be 1 to 4294967294.");
        refuses("{\"Mode\":9}", ApiError.INVALID_PARAMETER_VALUE, "`Mode` must be 0 to 8.");
        refuses("{\"Picture\":{\"Width\":0}}", ApiError.INVALID_PARAMETER_VALUE, "`Picture.Width` must be 1 to 1920.");
    }

    @Test
    void countsBeyondTheSignedRangeAsLarge() {
        refuses("{\"Mode\":18446744073709551615}", ApiError.INVALID_PARAMETER_VALUE, "`Mode` must be 0 to 8.");
    }

    @Test
    void usesTheOwnCodeOfTooMuchWhereThereIsOne() {
        refuses("{\"PageSize\":101}", ApiError.INVALID_PARAMETER_PAGE_SIZE_OVERSIZE, "`PageSize` must be 1 to 100.");
        refuses("{\"PageSize\":0}", ApiError.INVALID_PARAMETER_PAGE_SIZE, "`PageSize` must be 1 to 100.");
        refuses(
                "{\"UserIds\":[\"a\",\"b\",\"c\"]}",
                ApiError.INVALID_PARAMETER_USER_IDS_MORETHAN_SIX,
                "`UserIds` may have at most 2 entries.");
        assertThat(ActionErrors.of(ApiError.INVALID_PARAMETER_USER_IDS)
                        .above("InvalidParameter.UserIdsMorethanSix", "UserIds", "x")
                        .error())
                .as("where the action does not list that code")
                .isEqualTo(ApiError.INVALID_PARAMETER_USER_IDS);
    }

    @Test
    void namesWhatIsAllowed() {
        refuses("{\"Kind\":1}", ApiError.INVALID_PARAMETER_VALUE, "`Kind` must be one of `0`, `2`.");
        refuses(
                "{\"Formats\":[\"hls\",\"avi\"]}",
                ApiError.INVALID_PARAMETER_VALUE,
                "`Formats.1` must be one of `hls`, `mp4`.");
    }

    @Test
    void holdsTextsToTheirForm() {
        refuses("{\"UserId\":\"\"}", ApiError.INVALID_PARAMETER_USER_ID, "`UserId` must not be empty.");
        refuses("{\"UserId\":\"abcde\"}", ApiError.INVALID_PARAMETER_USER_ID, "`UserId` may have at most 4 bytes.");
        refuses("{\"UserId\":\"A\"}", ApiError.INVALID_PARAMETER_USER_ID, "`UserId` must be small letters and `_`.");
        refuses("{\"UserIds\":[]}", ApiError.INVALID_PARAMETER_USER_IDS, "`UserIds` must have at least one entry.");
        refuses("{\"UserIds\":[\"a\",\"\"]}", ApiError.INVALID_PARAMETER_USER_IDS, "`UserIds.1` must not be empty.");
    }

    @Test
    void readsSignedEndsAndHoles() {
        accepts("{\"Repeats\":-1}");
        accepts("{\"Repeats\":1000}");
        String allowed = "`Repeats` must be -1 to 1000, but not 0.";
        refuses("{\"Repeats\":-2}", ApiError.INVALID_PARAMETER_VALUE, allowed);
        refuses("{\"Repeats\":0}", ApiError.INVALID_PARAMETER_VALUE, allowed);
        refuses("{\"Repeats\":1001}", ApiError.INVALID_PARAMETER_VALUE, allowed);
    }

    @Test
    void comparesDecimalsByTheirValue() {
        accepts("{\"Tempo\":0.50}");
        accepts("{\"Tempo\":1.0}");
        accepts("{\"Tempo\":1e1}");
        refuses("{\"Tempo\":0.6}", ApiError.INVALID_PARAMETER_VALUE, "`Tempo` must be one of `0.5`, `1`, `10`.");
    }

    @Test
    void toldApartAreTextsThatAreEmptyTooLongAndOfAnotherForm() {
        refuses("{\"Room\":\"\"}", ApiError.MISSING_PARAMETER, "The request is missing a required parameter `Room`.");
        refuses("{\"Room\":\"abcd\"}", ApiError.INVALID_PARAMETER_VALUE_ROOM_ID, "`Room` may have at most 3 bytes.");
        refuses("{\"Room\":\"A\"}", ApiError.INVALID_PARAMETER, "`Room` must be small letters.");
    }

    private Request json(String body) {
        return binder.bind(JsonParameters.parse(body.getBytes(UTF_8)));
    }

    private void accepts(String body) {
        assertThatCode(() -> json(body)).as(body).doesNotThrowAnyException();
    }

    private void refuses(String body, ApiError error, String message) {
        assertThatThrownBy(() -> json(body)).isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.error()).isEqualTo(error);
            assertThat(refused.text(Language.EN_US)).isEqualTo(message);
        });
    }
}
