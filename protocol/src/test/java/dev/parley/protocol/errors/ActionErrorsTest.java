package dev.parley.protocol.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ActionErrorsTest {

    private static final ActionErrors PLAIN = ActionErrors.of(ApiError.INVALID_PARAMETER);
    private static final ActionErrors FINE =
            ActionErrors.of(ApiError.INVALID_PARAMETER_SDK_APP_ID, ApiError.INVALID_PARAMETER_OUT_OF_RANGE);

    @Test
    void choosesTheFineCodeOnlyWhenTheActionListsIt() {
        assertThat(FINE.wrongType("SdkAppId").error()).isEqualTo(ApiError.INVALID_PARAMETER_SDK_APP_ID);
        assertThat(PLAIN.wrongType("SdkAppId").error()).isEqualTo(ApiError.INVALID_PARAMETER);
    }

    @Test
    void choosesByTheLastPartOfANestedName() {
        assertThat(FINE.invalid("Agent.SdkAppId", "x").error()).isEqualTo(ApiError.INVALID_PARAMETER_SDK_APP_ID);
    }

    @Test
    void fallsBackForValuesFromNameToRangeToCommonCode() {
        assertThat(FINE.invalidValue("SdkAppId", "x").error()).isEqualTo(ApiError.INVALID_PARAMETER_SDK_APP_ID);
        assertThat(FINE.invalidValue("PageSize", "x").error()).isEqualTo(ApiError.INVALID_PARAMETER_OUT_OF_RANGE);
        assertThat(PLAIN.invalidValue("PageSize", "x").error()).isEqualTo(ApiError.INVALID_PARAMETER_VALUE);
    }

    @Test
    void namesTheParameterInTheWordsOfTheRealService() {
        assertThat(PLAIN.missing("StartTime").text(Language.EN_US))
                .isEqualTo("The request is missing a required parameter `StartTime`.");
        assertThat(PLAIN.wrongType("Nonce").text(Language.EN_US)).isEqualTo("Parameter `Nonce` type error.");
        assertThat(PLAIN.missing("StartTime").text(Language.ZH_CN)).isEqualTo("缺少必要参数 `StartTime`。");
    }

    @Test
    void namesEachConstantAfterItsCode() {
        assertThat(Arrays.stream(ApiError.values()).map(ApiError::code)).doesNotHaveDuplicates();
        assertThat(ApiError.values()).allSatisfy(error -> {
            assertThat(error.code()).matches("[A-Z][A-Za-z]+(\\.[A-Z][A-Za-z]+)?");
            assertThat(error.name().replace("_", "").toLowerCase(Locale.ROOT))
                    .isEqualTo(error.code().replace(".", "").toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void saysOfEachCodeInTwoLanguagesWhatItIsWhenItComesAndWhatToDo() {
        assertThat(ErrorCatalogue.codes())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ApiError.values()).map(ApiError::code).toList());
        assertThat(ApiError.values()).allSatisfy(error -> {
            assertThat(error.message().in(Language.EN_US)).endsWith(".");
            assertThat(error.message().in(Language.ZH_CN)).endsWith("。");
            assertThat(error.when()).endsWith(".");
            assertThat(error.advice()).endsWith(".");
        });
    }

    @Test
    void aMessageWithoutTranslationFollowsTheGeneralOneInChinese() {
        ApiException refused = new ApiException(ApiError.INVALID_PARAMETER, "`StartTime` must be a date.");
        assertThat(refused.text(Language.EN_US)).isEqualTo("`StartTime` must be a date.");
        assertThat(refused.text(Language.ZH_CN)).isEqualTo("参数错误。 `StartTime` must be a date.");
    }

    @Test
    void followsTheWordsOfAnActionsCodes() {
        ActionErrors errors = ActionErrors.of(
                        ApiError.INVALID_PARAMETER_START_TS,
                        ApiError.MISSING_PARAMETER_START_TS,
                        ApiError.MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID,
                        ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR)
                .calling("StartTime", "StartTs")
                .whenMissing("SdkAppId", ApiError.MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID)
                .otherwise(ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR);
        assertThat(errors.missing("StartTime").error()).isEqualTo(ApiError.MISSING_PARAMETER_START_TS);
        assertThat(errors.invalidValue("StartTime", "x").error()).isEqualTo(ApiError.INVALID_PARAMETER_START_TS);
        assertThat(errors.missing("SdkAppId").error()).isEqualTo(ApiError.MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID);
        assertThat(errors.missing("UserId").error()).isEqualTo(ApiError.MISSING_PARAMETER);
        assertThat(errors.wrongType("UserId").error()).isEqualTo(ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR);
        assertThat(errors.invalid("UserId", "x").error()).isEqualTo(ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR);
        assertThat(errors.invalidValue("Volume", "x").error()).isEqualTo(ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR);
    }

    @Test
    void indexesOfAListAreNoNames() {
        assertThat(FINE.invalid("Agent.SdkAppId.3", "x").error()).isEqualTo(ApiError.INVALID_PARAMETER_SDK_APP_ID);
        assertThat(FINE.invalid("SdkAppId.3.11", "x").error()).isEqualTo(ApiError.INVALID_PARAMETER_SDK_APP_ID);
    }
}
