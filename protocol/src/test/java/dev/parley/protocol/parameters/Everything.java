package dev.parley.protocol.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.protocol.shape.WireName;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request with every kind of field and of limit. */
record Everything(
        @Unsigned @Range(min = 1, max = 4294967295L) long sdkAppid,

        @TextForm(minLength = 1, maxLength = 16, pattern = "[a-z0-9-]+", described = "of a to z, 0 to 9 and -")
        String roomId,

        @WireName("userIDs") @ItemCount(min = 1, max = 3) @TextForm(minLength = 1, maxLength = 8) @Nullable
        List<String> userIds,

        @OneOf({"mp4", "flv"}) @Nullable String format,

        @Unsigned @OneOf({"0", "1", "18446744073709551615"}) @Nullable
        Long mode,

        @ItemCount(max = 4) @Range(max = 10) @Nullable List<Long> levels,
        @Range(min = -5, max = 5) @Nullable Long shift,
        @Nullable Boolean mute,
        @Nullable BigDecimal ratio,
        @Nullable Place place,
        @ItemCount(max = 2) @Nullable List<Place> places,
        @Nullable List<List<Long>> grid) {

    /** A record within. */
    record Place(
            @Range(max = 100) long left,
            @OneOf({"a", "b"}) @Nullable List<String> names) {

        private void keepsItsLimits() {
            assertThat(left).isBetween(0L, 100L);
            assertThat(orNone(names)).isSubsetOf("a", "b");
        }
    }

    /** The same limits once more, in plain words. */
    void keepsItsLimits() {
        assertThat(sdkAppid).isBetween(1L, 4294967295L);
        assertThat(roomId).hasSizeBetween(1, 16).matches("[a-z0-9-]+");
        assertThat(userIds == null || (!userIds.isEmpty() && userIds.size() <= 3))
                .isTrue();
        assertThat(orNone(userIds))
                .allSatisfy(user -> assertThat(user.getBytes(UTF_8)).hasSizeBetween(1, 8));
        assertThat(format).isIn(null, "mp4", "flv");
        assertThat(mode).isIn(null, 0L, 1L, -1L);
        assertThat(orNone(levels)).hasSizeLessThanOrEqualTo(4).allSatisfy(level -> assertThat(level)
                .isBetween(0L, 10L));
        assertThat(shift == null ? 0 : shift).isBetween(-5L, 5L);
        if (place != null) {
            place.keepsItsLimits();
        }
        assertThat(orNone(places)).hasSizeLessThanOrEqualTo(2).allSatisfy(Place::keepsItsLimits);
    }

    Everything withoutRatio() {
        return new Everything(sdkAppid, roomId, userIds, format, mode, levels, shift, mute, null, place, places, grid);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
