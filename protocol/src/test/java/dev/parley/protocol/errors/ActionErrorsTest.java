package dev.parley.protocol.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ActionErrorsTest {

    private static final ActionErrors PLAIN = ActionErrors.of(ApiError.INVALID_PARAMETER);
    private static final ActionErrors FINE = ActionErrors.of(ApiError.INVALID_SDK_APP_ID, ApiError.OUT_OF_RANGE);

    @Test
    void choosesTheFineCodeOnlyWhenTheActionListsIt() {
        assertThat(FINE.wrongType("SdkAppId").error()).isEqualTo(ApiError.INVALID_SDK_APP_ID);
        assertThat(PLAIN.wrongType("SdkAppId").error()).isEqualTo(ApiError.INVALID_PARAMETER);
    }

    @Test
    void choosesByTheLastPartOfANestedName() {
        assertThat(FINE.invalid("Agent.SdkAppId", "x").error()).isEqualTo(ApiError.INVALID_SDK_APP_ID);
    }

    @Test
    void fallsBackForValuesFromNameToRangeToCommonCode() {
        assertThat(FINE.invalidValue("SdkAppId", "x").error()).isEqualTo(ApiError.INVALID_SDK_APP_ID);
        assertThat(FINE.invalidValue("PageSize", "x").error()).isEqualTo(ApiError.OUT_OF_RANGE);
        assertThat(PLAIN.invalidValue("PageSize", "x").error()).isEqualTo(ApiError.INVALID_PARAMETER_VALUE);
    }

    @Test
    void namesTheParameterInTheWordsOfTheRealService() {
        assertThat(PLAIN.missing("StartTime").text())
                .isEqualTo("The request is missing a required parameter `StartTime`.");
        assertThat(PLAIN.wrongType("Nonce").text()).isEqualTo("Parameter `Nonce` type error.");
    }

    @Test
    void givesEveryCodeOnceAndSaysWhatToDo() {
        assertThat(Arrays.stream(ApiError.values()).map(ApiError::code)).doesNotHaveDuplicates();
        assertThat(ApiError.values()).allSatisfy(error -> {
            assertThat(error.code()).matches("[A-Z][A-Za-z]+(\\.[A-Z][A-Za-z]+)?");
            assertThat(error.message()).endsWith(".");
            assertThat(error.advice()).endsWith(".");
        });
    }
}
