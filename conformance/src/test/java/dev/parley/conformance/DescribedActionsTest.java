package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server says of its actions, against the noted facts and the classes of the official SDKs. */
@ExtendWith(Stage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DescribedActionsTest {

    private final Endpoint endpoint;

    DescribedActionsTest(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Public and unsigned. */
    private JsonNode described() {
        List<RawRequest.Header> headers =
                List.of(new RawRequest.Header("Host", endpoint.address().getAuthority()));
        RawAnswer answer =
                RawConnection.askOnce(endpoint, new RawRequest("GET", "/api/actions.json", headers, new byte[0]));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        JsonNode described = JsonMapper.shared().readTree(answer.text());
        assertThat(described.path("actions").isArray())
                .as("a description: %s", answer)
                .isTrue();
        return described;
    }

    @Test
    void itIsTheServiceOfTheContract() {
        JsonNode described = described();
        assertThat(described.path("service").asString("")).isEqualTo("trtc");
        assertThat(described.path("version").asString("")).isEqualTo("2019-07-22");
    }

    @Test
    void itHasTheNamesAndTypesOfTheContract() {
        assertThat(Catalogue.ofFacts().differencesOf(Catalogue.ofServer(described())))
                .isEmpty();
    }

    @Test
    void itHasWhateverTheSdksSendAndRead() {
        Catalogue catalogue = Catalogue.ofServer(described());
        assertThat(SdkModels.ofJava(catalogue.reachable()).missingFrom(catalogue))
                .isEmpty();
        assertThat(SdkModels.ofNode().missingFrom(catalogue)).isEmpty();
    }

    @Test
    void everyActionSaysWhetherItWorksHowOftenAndHowItFails() {
        for (JsonNode action : described().required("actions")) {
            String name = action.required("name").asString();
            assertThat(action.path("status").asString("")).as(name).isIn("works", "partial", "not yet");
            boolean isUsage = name.matches("Describe(Trtc|Recording|MixTranscoding|Relay)Usage");
            if (!name.equals("DescribeTrtcRoomUsage")) {
                assertThat(action.path("callsPerSecond").asInt(-1)).as(name).isEqualTo(isUsage ? 5 : 20);
            }
            assertThat(action.path("errors").isArray()).as(name).isTrue();
        }
    }

    /** Each action whose status says so answers anything but that it is not there. */
    @Test
    void theStatusIsTrue() {
        Set<String> wrong = new HashSet<>();
        for (JsonNode action : described().required("actions")) {
            String name = action.required("name").asString();
            RawAnswer answer = RawConnection.ask(
                    endpoint, () -> Tc3Call.post(endpoint, name, "{}").signed());
            assertThat(answer.code()).as(name).isNotIn("InvalidAction", "ActionOffline");
            if (!action.required("status").asString().equals("not yet")
                    && answer.code().equals("UnsupportedOperation")) {
                wrong.add(name);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
