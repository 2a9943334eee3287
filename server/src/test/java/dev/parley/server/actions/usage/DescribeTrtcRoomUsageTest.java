package dev.parley.server.actions.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.server.actions.Call;
import dev.parley.server.actions.usage.DescribeTrtcRoomUsage.Request;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.rooms.RoomKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("DescribeTrtcRoomUsage")
class DescribeTrtcRoomUsageTest {

    private static final String HEADER = "RoomId,Audio,SD,hd,FullHD,2K,4K\n";
    private static final long APPLICATION = 20000001;
    private static final ZoneOffset UTC_8 = ZoneOffset.ofHours(8);
    private static final Instant NOW = at("2026-03-02T12:00");

    private final KnownApplications applications =
            new KnownApplications().with(APPLICATION, 100).with(20000002, 100).with(20000003, 200);
    private final CountedUsage usage = example();
    private final DescribeTrtcRoomUsage action =
            new DescribeTrtcRoomUsage(applications, usage, UTC_8, UsageSettings::defaults);

    /** The situation of spec/21 §2.5: S and V in room 88 from 09:58:30 to 10:07:10. */
    static CountedUsage example() {
        CountedUsage usage = new CountedUsage();
        long first = at("2026-03-02T09:58").getEpochSecond();
        for (int minute = 0; minute < 10; minute++) {
            long seconds = minute == 0 ? 30 : minute == 9 ? 10 : 60;
            usage.with(APPLICATION, RoomKind.INT, "88", first + minute * 60L, seconds, 0, seconds, 0, 0, 0);
        }
        return usage;
    }

    /** U1. */
    @Test
    void answersTheExampleOfTheContract() throws IOException {
        assertThat(csv("2026-03-02 00:00", "2026-03-03 00:00", NOW)).isEqualTo(HEADER + "88,520,0,520,0,0,0\n");
        assertThat(csv("2026-03-02 10:00", "2026-03-02 10:01", NOW.plusSeconds(15)))
                .isEqualTo(HEADER + "88,60,0,60,0,0,0\n");
    }

    /** ROOM-1: adjacent ranges add up, because the end does not belong to the range. */
    @Test
    void excludesTheEndOfTheRange() throws IOException {
        assertThat(csv("2026-03-02 09:00", "2026-03-02 09:58", NOW)).isEqualTo(HEADER);
        assertThat(csv("2026-03-02 10:07", "2026-03-02 10:08", NOW.plusSeconds(15)))
                .isEqualTo(HEADER + "88,10,0,10,0,0,0\n");
        assertThat(csv("2026-03-02 10:08", "2026-03-02 11:00", NOW.plusSeconds(30)))
                .isEqualTo(HEADER);
    }

    /** U3. */
    @Test
    void writesTheOfficialExampleByteForByte() throws IOException {
        usage.with(1400017192, RoomKind.STR, "test_room", at("2023-01-06T05:00").getEpochSecond(), 1, 2, 3, 4, 5, 6);
        UsageSettings keepForever = new UsageSettings(false, 0, 0, Duration.ofSeconds(15));
        DescribeTrtcRoomUsage unlimited =
                new DescribeTrtcRoomUsage(applications.with(1400017192, 100), usage, UTC_8, () -> keepForever);

        Request request = new Request(1400017192, "2023-01-06 00:00", "2023-01-06 10:00");

        assertThat(text(unlimited.handle(request, call(NOW))))
                .isEqualTo("RoomId,Audio,SD,hd,FullHD,2K,4K\ntest_room,1,2,3,4,5,6\n");
    }

    /** ROOM-2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-03-02",
                "2026-03-02T09:58",
                "2026-3-2 09:58",
                "2026-02-29 09:58",
                "2026-13-01 00:00",
                "2026-03-02 24:00",
                "2026-03-02 09:60",
                "2026-03-02 09:58:60",
                " 2026-03-02 09:58",
                "2026-03-02  09:58",
                "+2026-03-02 09:58",
                "２０２６-03-02 09:58"
            })
    void refusesTimesThatAreNone(String time) {
        assertRefused(new Request(APPLICATION, time, "2026-03-02 10:00"), ApiError.INVALID_PARAMETER, "StartTime");
        assertRefused(new Request(APPLICATION, "2026-03-02 09:00", time), ApiError.INVALID_PARAMETER, "EndTime");
    }

    /** ROOM-2. */
    @Test
    void ignoresSeconds() throws IOException {
        assertThat(csv("2026-03-02 10:00:59", "2026-03-02 10:01:30", NOW)).isEqualTo(HEADER + "88,60,0,60,0,0,0\n");
    }

    /** U5. */
    @Test
    void doesNotKnowForeignApplications() {
        assertRefused(
                range(5, "2026-03-02 09:00", "2026-03-02 10:00"), ApiError.FAILED_OPERATION_SDK_APP_ID_NOT_EXIST, "5");
        assertRefused(
                range(20000003, "2026-03-02 09:00", "2026-03-02 10:00"),
                ApiError.FAILED_OPERATION_SDK_APP_ID_NOT_EXIST,
                "20000003");
        assertRefused(
                range(-1, "2026-03-02 09:00", "2026-03-02 10:00"),
                ApiError.FAILED_OPERATION_SDK_APP_ID_NOT_EXIST,
                "18446744073709551615");
    }

    /** U8. */
    @Test
    void acceptsExactlyADayAndNoMore() throws IOException {
        assertThat(csv("2026-03-01 10:00", "2026-03-02 10:00", NOW)).isEqualTo(HEADER + "88,90,0,90,0,0,0\n");
        assertRefused(
                range(APPLICATION, "2026-03-01 10:00", "2026-03-02 10:01"), ApiError.INVALID_PARAMETER, "24 hours");
    }

    /** U8. */
    @Test
    void refusesAnEndThatIsNotLaterThanTheStart() {
        assertRefused(range(APPLICATION, "2026-03-02 10:00", "2026-03-02 10:00"), ApiError.INVALID_PARAMETER, "later");
        assertRefused(range(APPLICATION, "2026-03-02 10:00", "2026-03-02 09:59"), ApiError.INVALID_PARAMETER, "later");
    }

    @Test
    void refusesWhatIsOlderThanTheRetention() throws IOException {
        assertThat(csv("2025-11-29 12:00", "2025-11-29 13:00", NOW)).isEqualTo(HEADER);
        assertRefused(
                range(APPLICATION, "2025-11-29 11:59", "2025-11-29 13:00"), ApiError.INVALID_PARAMETER, "93 days");
    }

    @Test
    void findsTheFutureEmpty() throws IOException {
        assertThat(csv("2030-01-01 00:00", "2030-01-02 00:00", NOW)).isEqualTo(HEADER);
    }

    /** ROOM-3: times before application before order. */
    @Test
    void checksInTheOrderOfTheContract() {
        assertRefused(new Request(5, "x", "2026-03-02 10:00"), ApiError.INVALID_PARAMETER, "StartTime");
        assertRefused(
                range(5, "2026-03-02 10:00", "2026-03-02 09:00"), ApiError.FAILED_OPERATION_SDK_APP_ID_NOT_EXIST, "5");
        assertRefused(range(APPLICATION, "2020-03-02 10:00", "2020-03-02 09:00"), ApiError.INVALID_PARAMETER, "later");
        assertRefused(
                range(APPLICATION, "2020-03-02 10:00", "2020-03-09 09:00"), ApiError.INVALID_PARAMETER, "24 hours");
    }

    /** U7. */
    @Test
    void letsFifteenSecondsPassBetweenAcceptedCalls() throws IOException {
        csv("2026-03-02 09:00", "2026-03-02 10:00", NOW);

        assertTooSoon(NOW.plusSeconds(1));
        assertTooSoon(NOW.plusMillis(14_999));
        assertThat(csv("2026-03-02 09:00", "2026-03-02 10:00", NOW.plusSeconds(15)))
                .startsWith(HEADER);
        assertTooSoon(NOW.plusSeconds(16));
    }

    /** USG-12: the key is caller, region and application. */
    @Test
    void countsEachApplicationAccountAndRegionByItself() throws IOException {
        csv("2026-03-02 09:00", "2026-03-02 10:00", NOW);
        Request other = range(20000002, "2026-03-02 09:00", "2026-03-02 10:00");
        Request same = range(APPLICATION, "2026-03-02 09:00", "2026-03-02 10:00");

        assertThat(text(action.handle(other, call(NOW)))).isEqualTo(HEADER);
        assertThat(text(action.handle(same, new Call(100, 100, "ap-singapore", "id", NOW))))
                .startsWith(HEADER);
    }

    /** ROOM-3, 7: only calls that passed the other checks count. */
    @Test
    void doesNotCountCallsThatFailedOtherwise() throws IOException {
        assertRefused(range(APPLICATION, "2026-03-02 10:00", "2026-03-02 10:00"), ApiError.INVALID_PARAMETER, "later");

        assertThat(csv("2026-03-02 09:00", "2026-03-02 10:00", NOW)).startsWith(HEADER);
    }

    @Test
    void switchesTheWaitOffWhenTheIntervalIsZero() throws IOException {
        UsageSettings settings = new UsageSettings(false, 93, 400, Duration.ZERO);
        DescribeTrtcRoomUsage unpaced = new DescribeTrtcRoomUsage(applications, usage, UTC_8, () -> settings);
        Request request = range(APPLICATION, "2026-03-02 09:00", "2026-03-02 10:00");

        assertThat(text(unpaced.handle(request, call(NOW)))).isEqualTo(text(unpaced.handle(request, call(NOW))));
    }

    @Test
    void reportsThatStorageFails() {
        usage.breakDown();
        Request request = range(APPLICATION, "2026-03-02 09:00", "2026-03-02 10:00");
        DescribeTrtcRoomUsage.Answer answer = action.handle(request, call(NOW));

        assertThatThrownBy(() -> text(answer))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.error())
                        .isEqualTo(ApiError.INTERNAL_ERROR_DB_ERROR))
                .message()
                .doesNotContain("disk");
    }

    private void assertTooSoon(Instant now) {
        Request request = range(APPLICATION, "2026-03-02 09:00", "2026-03-02 10:00");
        assertThatThrownBy(() -> action.handle(request, call(now)))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.error())
                        .isEqualTo(ApiError.OPERATION_DENIED_FREQ_OVER_LIMIT));
    }

    private void assertRefused(Request request, ApiError error, String hint) {
        assertThatThrownBy(() -> action.handle(request, call(NOW)))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.error())
                        .isEqualTo(error))
                .hasMessageContaining(hint);
    }

    private String csv(String start, String end, Instant now) throws IOException {
        return text(action.handle(range(APPLICATION, start, end), call(now)));
    }

    private static Request range(long sdkAppId, String start, String end) {
        return new Request(sdkAppId, start, end);
    }

    private static Call call(Instant now) {
        return new Call(100, 100, "ap-guangzhou", "id", now);
    }

    private static String text(DescribeTrtcRoomUsage.Answer answer) throws IOException {
        StringBuilder text = new StringBuilder();
        answer.data().writeTo(text);
        return text.toString();
    }

    private static Instant at(String localTime) {
        return LocalDateTime.parse(localTime).toInstant(ZoneOffset.ofHours(8));
    }
}
