package dev.parley.protocol.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.envelope.Envelope;
import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Any parameters for a record with every kind of field: refused with a code of parameters, or bound within the limits,
 * the same each time, and to an equal record again when that is written out.
 */
class RequestBinderFuzz {

    private final RequestBinder<Everything> binder = new RequestBinder<>(
            Everything.class, ActionErrors.of(ApiError.INVALID_PARAMETER, ApiError.INVALID_PARAMETER_OUT_OF_RANGE));

    @FuzzTest
    @DictionaryEntries({
        "\"userIDs\":[\"a\"]",
        "\"Format\":\"mp4\"",
        "\"Mode\":18446744073709551615",
        "\"Levels\":[1,2]",
        "\"Shift\":-5",
        "\"Mute\":true",
        "\"Ratio\":1e3",
        "\"Place\":{\"Left\":1}",
        "\"Places\":[{\"Left\":1}]",
        "\"Grid\":[[1],[]]",
        "\"Names\":[\"a\",\"b\"]",
        "\"SdkAppid\":1",
        "\"RoomId\":\"r\""
    })
    void bindsAnyBody(byte[] body) {
        bind(() -> JsonParameters.parse(body));
    }

    @FuzzTest
    @DictionaryEntries({
        "&userIDs.0=a",
        "&Format=mp4",
        "&Mode=18446744073709551615",
        "&Levels.0=1",
        "&Shift=-5",
        "&Mute=True",
        "&Ratio=1e3",
        "&Place.Left=1",
        "&Places.0.Left=1",
        "&Grid.0.0=1",
        "&Place.Names.0=a",
        "SdkAppid=1",
        "&RoomId=r"
    })
    void bindsAnyQuery(byte[] query) {
        bind(() -> FlatParameters.tree(FlatParameters.decode(new String(query, UTF_8))));
    }

    /** Parameters in the making. */
    private interface Reading {
        ParameterValue.Members read();
    }

    private void bind(Reading reading) {
        try {
            ParameterValue.Members parameters = reading.read();
            Everything bound = binder.bind(parameters);
            bound.keepsItsLimits();
            assertThat(binder.bind(parameters)).isEqualTo(bound);
            // A decimal may need more digits when written out than a request may have.
            Everything whole = bound.withoutRatio();
            assertThat(binder.bind(written(whole))).isEqualTo(whole);
        } catch (ApiException refused) {
            assertThat(refused.error().code()).matches("(Unknown|Missing|Invalid)Parameter.*");
        }
    }

    /** The record as an answer would hold it, read as a request. */
    private static ParameterValue.Members written(Everything record) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            Envelope.success(answer, record, "id");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ParameterValue.Members envelope = JsonParameters.parse(answer.toByteArray());
        ParameterValue.Members members =
                (ParameterValue.Members) envelope.values().sequencedValues().getFirst();
        members.values().remove("RequestId");
        return members;
    }
}
