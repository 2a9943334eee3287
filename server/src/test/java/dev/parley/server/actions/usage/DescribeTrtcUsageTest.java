package dev.parley.server.actions.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.server.actions.Call;
import dev.parley.server.actions.usage.DescribeTrtcUsage.Answer;
import dev.parley.server.actions.usage.DescribeTrtcUsage.Request;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.rooms.RoomKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("DescribeTrtcUsage")
class DescribeTrtcUsageTest {

    private static final long APPLICATION = 20000001;
    private static final ZoneOffset UTC_8 = ZoneOffset.ofHours(8);
    private static final Instant NEXT_DAY = at("2026-03-03T12:00");

    private final KnownApplications applications = new KnownApplications()
            .with(APPLICATION, 100)
            .with(20000002, 100)
            .with(20000003, 200)
            .with(1400123456, 100);
    private final CountedUsage usage = DescribeTrtcRoomUsageTest.example();
    private final DescribeTrtcUsage action = new DescribeTrtcUsage(applications, usage, UTC_8, UsageSettings::defaults);

    /** U1: 90, 300 and 130 seconds of each in three windows. */
    @Test
    void answersOneDateInWindowsOfFiveMinutes() {
        Answer answer = ask("2026-03-02", "2026-03-02", APPLICATION, NEXT_DAY);

        assertThat(answer.usageKey()).containsExactly("Audio", "SD", "HD", "FullHD", "2K", "4K");
        assertThat(answer.usageList()).hasSize(288);
        assertThat(answer.usageList().get(118)).isEqualTo(row("2026-03-02 09:50:00", 1772416200, 0, 0, 0, 0, 0, 0));
        assertThat(answer.usageList().get(119)).isEqualTo(row("2026-03-02 09:55:00", 1772416500, 2, 0, 2, 0, 0, 0));
        assertThat(answer.usageList().get(120)).isEqualTo(row("2026-03-02 10:00:00", 1772416800, 5, 0, 5, 0, 0, 0));
        assertThat(answer.usageList().get(121)).isEqualTo(row("2026-03-02 10:05:00", 1772417100, 3, 0, 3, 0, 0, 0));
        assertThat(answer.usageList().get(122)).isEqualTo(row("2026-03-02 10:10:00", 1772417400, 0, 0, 0, 0, 0, 0));
    }

    /** U1: a day is rounded from its own seconds, 520 give 9 minutes and not 10. */
    @Test
    void answersSeveralDatesInRowsOfADay() {
        Answer answer = ask("2026-03-01", "2026-03-02", APPLICATION, NEXT_DAY);

        assertThat(answer.usageList())
                .containsExactly(
                        row("2026-03-01 00:00:00", 1772294400, 0, 0, 0, 0, 0, 0),
                        row("2026-03-02 00:00:00", 1772380800, 9, 0, 9, 0, 0, 0));
    }

    /** U2: all official examples send the later date first. */
    @Test
    void exchangesSwappedDates() {
        Answer answer = ask("2022-01-02", "2022-01-01", 1400123456L, at("2022-02-01T00:00"));

        assertThat(answer.usageList())
                .extracting(TrtcUsage::timeKey)
                .containsExactly("2022-01-01 00:00:00", "2022-01-02 00:00:00");
    }

    /** U4. */
    @ParameterizedTest
    @CsvSource({"2024-02-01,2024-03-02,31", "2023-02-01,2023-03-03,31", "2024-02-29,2024-03-30,31"})
    void acceptsThirtyOneDates(String start, String end, int rows) {
        assertThat(ask(start, end, APPLICATION, NEXT_DAY).usageList()).hasSize(rows);
    }

    /** U4. */
    @ParameterizedTest
    @CsvSource({"2024-02-01,2024-03-03", "2023-02-01,2023-03-04", "2024-03-03,2024-02-01", "0001-01-01,9999-12-31"})
    void refusesThirtyTwoDates(String start, String end) {
        assertRefused(new Request(start, end, APPLICATION), ApiError.INVALID_PARAMETER_QUERY_SCALE_OVERSIZE, "31");
    }

    /** U5. */
    @Test
    void doesNotKnowForeignApplications() {
        assertRefused(new Request("2026-03-01", "2026-03-02", 5L), ApiError.INVALID_PARAMETER_SDK_APP_ID, "5");
        assertRefused(new Request("2026-03-01", "2026-03-02", 0L), ApiError.INVALID_PARAMETER_SDK_APP_ID, "0");
        assertRefused(
                new Request("2026-03-01", "2026-03-02", 20000003L), ApiError.INVALID_PARAMETER_SDK_APP_ID, "20000003");
    }

    /** APP-3: one second in each of two applications is two minutes. */
    @Test
    void addsRoundedCellsOfTheApplicationsOfTheAccount() {
        long second = at("2026-02-10T08:00").getEpochSecond();
        usage.with(APPLICATION, RoomKind.INT, "1", second, 1, 0, 0, 0, 0, 0);
        usage.with(20000002, RoomKind.STR, "x", second, 1, 0, 0, 0, 0, 61);
        usage.with(20000003, RoomKind.STR, "x", second, 1, 0, 0, 0, 0, 0);

        assertThat(ask("2026-02-10", "2026-02-11", null, NEXT_DAY).usageList().getFirst())
                .isEqualTo(row("2026-02-10 00:00:00", 1770652800, 2, 0, 0, 0, 0, 2));
    }

    @Test
    void answersExactMinutesWhenAskedTo() {
        UsageSettings exact = new UsageSettings(true, 93, 400, Duration.ofSeconds(15));
        DescribeTrtcUsage exactAction = new DescribeTrtcUsage(applications, usage, UTC_8, () -> exact);
        Request request = new Request("2026-03-01", "2026-03-02", APPLICATION);

        Answer answer = exactAction.handle(request, call(NEXT_DAY));

        assertThat(answer.usageList().getLast().usageValue().getFirst()).isEqualByComparingTo("8.67");
    }

    /** APP-4: a window that has begun is there. */
    @Test
    void leavesOutWhatLiesInTheFuture() {
        assertThat(ask("2026-03-02", "2026-03-02", APPLICATION, at("2026-03-02T00:00"))
                        .usageList())
                .hasSize(1);
        assertThat(ask("2026-03-02", "2026-03-02", APPLICATION, at("2026-03-02T10:04"))
                        .usageList())
                .hasSize(121)
                .last()
                .isEqualTo(row("2026-03-02 10:00:00", 1772416800, 5, 0, 5, 0, 0, 0));
        assertThat(ask("2026-03-02", "2026-03-05", APPLICATION, NEXT_DAY).usageList())
                .extracting(TrtcUsage::timeKey)
                .containsExactly("2026-03-02 00:00:00", "2026-03-03 00:00:00");
        assertThat(ask("2030-01-01", "2030-01-01", APPLICATION, NEXT_DAY).usageList())
                .isEmpty();
        assertThat(ask("2030-01-01", "2030-01-05", APPLICATION, NEXT_DAY).usageList())
                .isEmpty();
    }

    /** U11. */
    @Test
    void labelsWindowsWithTheSameInstantTwice() {
        for (TrtcUsage row :
                ask("2026-03-02", "2026-03-02", APPLICATION, NEXT_DAY).usageList()) {
            String local = row.timeKey().replace(' ', 'T');
            assertThat(LocalDateTime.parse(local).toEpochSecond(ZoneOffset.ofHours(8)))
                    .isEqualTo(row.timeStampKey());
        }
        assertThat(LocalDateTime.parse("2024-11-25T10:30:20").toEpochSecond(ZoneOffset.ofHours(8)))
                .isEqualTo(1732501820);
    }

    @Test
    void usesTheConfiguredOffset() {
        DescribeTrtcUsage inUtc = new DescribeTrtcUsage(applications, usage, ZoneOffset.UTC, UsageSettings::defaults);
        Request request = new Request("2026-03-02", "2026-03-02", APPLICATION);

        List<TrtcUsage> rows = inUtc.handle(request, call(NEXT_DAY)).usageList();

        assertThat(rows.get(24)).isEqualTo(row("2026-03-02 02:00:00", 1772416800, 5, 0, 5, 0, 0, 0));
    }

    /** USG-1. */
    @Test
    void ignoresATimeOfDay() {
        assertThat(ask("2026-03-01 23:59:59", "2026-03-02 00:00:00", APPLICATION, NEXT_DAY)
                        .usageList())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-3-2",
                "2026-02-29",
                "20260302",
                "2026-03-02 10:00",
                "2026-03-02 24:00:00",
                "2026-03-02T00:00:00"
            })
    void refusesDatesThatAreNone(String date) {
        assertRefused(new Request(date, "2026-03-02", APPLICATION), ApiError.INVALID_PARAMETER, "StartTime");
        assertRefused(new Request("2026-03-02", date, APPLICATION), ApiError.INVALID_PARAMETER, "EndTime");
    }

    @Test
    void treatsAnEmptyDateAsMissing() {
        assertRefused(new Request("", "x", APPLICATION), ApiError.MISSING_PARAMETER, "StartTime");
        assertRefused(new Request("x", "", APPLICATION), ApiError.MISSING_PARAMETER, "EndTime");
    }

    /** Missing, form, application, span. */
    @Test
    void checksInTheOrderOfTheContract() {
        assertRefused(new Request("x", "2026-03-02", 5L), ApiError.INVALID_PARAMETER, "StartTime");
        assertRefused(new Request("2020-03-02", "2026-03-02", 5L), ApiError.INVALID_PARAMETER_SDK_APP_ID, "5");
    }

    @Test
    void reportsThatStorageFails() {
        usage.breakDown();

        assertRefused(new Request("2026-03-01", "2026-03-02", APPLICATION), ApiError.INTERNAL_ERROR, "internal");
    }

    private void assertRefused(Request request, ApiError error, String hint) {
        assertThatThrownBy(() -> action.handle(request, call(NEXT_DAY)))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.error())
                        .isEqualTo(error))
                .hasMessageContaining(hint);
    }

    private Answer ask(String start, String end, @Nullable Long sdkAppId, Instant now) {
        return action.handle(new Request(start, end, sdkAppId), call(now));
    }

    private static Call call(Instant now) {
        return new Call(100, 100, "ap-guangzhou", "id", now);
    }

    private static TrtcUsage row(String timeKey, long timeStampKey, long... minutes) {
        List<BigDecimal> values =
                LongStream.of(minutes).mapToObj(BigDecimal::valueOf).toList();
        return new TrtcUsage(timeKey, timeStampKey, values);
    }

    private static Instant at(String localTime) {
        return LocalDateTime.parse(localTime).toInstant(ZoneOffset.ofHours(8));
    }
}
