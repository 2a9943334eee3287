package dev.parley.protocol.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordShapeTest {

    record Described(
            @Unsigned long sdkAppid,
            String startTime,
            @WireName("userIDs") @Nullable List<String> userIds,
            @Unsigned @Nullable List<Long> rooms) {}

    record UnsignedText(@Unsigned String text) {}

    record Impossible(Thread thread) {}

    @Test
    void describesNamesTypesAndWhatIsRequired() {
        List<RecordShape.Field> fields = RecordShape.of(Described.class).fields();

        assertThat(fields)
                .extracting(RecordShape.Field::name)
                .containsExactly("SdkAppid", "StartTime", "userIDs", "Rooms");
        assertThat(fields).extracting(RecordShape.Field::required).containsExactly(true, true, false, false);
        assertThat(fields)
                .extracting(RecordShape.Field::type)
                .containsExactly(
                        FieldType.Scalar.UNSIGNED_INTEGER,
                        FieldType.Scalar.TEXT,
                        new FieldType.ListOf(FieldType.Scalar.TEXT),
                        new FieldType.ListOf(FieldType.Scalar.UNSIGNED_INTEGER));
    }

    @Test
    void refusesATypeThatHasNoWireForm() {
        assertThatThrownBy(() -> RecordShape.of(Impossible.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Thread");
    }

    @Test
    void refusesAnUnsignedText() {
        assertThatThrownBy(() -> RecordShape.of(UnsignedText.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unsigned");
    }
}
