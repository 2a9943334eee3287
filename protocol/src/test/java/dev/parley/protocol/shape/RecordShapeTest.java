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
            @WireName("userIDs") @Nullable List<String> userIds) {}

    record Impossible(Thread thread) {}

    @Test
    void describesNamesTypesAndWhatIsRequired() {
        List<RecordShape.Field> fields = RecordShape.of(Described.class).fields();

        assertThat(fields).extracting(RecordShape.Field::name).containsExactly("SdkAppid", "StartTime", "userIDs");
        assertThat(fields).extracting(RecordShape.Field::required).containsExactly(true, true, false);
        assertThat(fields)
                .extracting(RecordShape.Field::type)
                .containsExactly(
                        FieldType.Scalar.UNSIGNED_INTEGER,
                        FieldType.Scalar.TEXT,
                        new FieldType.ListOf(FieldType.Scalar.TEXT));
    }

    @Test
    void refusesATypeThatHasNoWireForm() {
        assertThatThrownBy(() -> RecordShape.of(Impossible.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Thread");
    }
}
