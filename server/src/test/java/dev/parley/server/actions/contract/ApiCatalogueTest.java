package dev.parley.server.actions.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.errors.ApiError;
import dev.parley.server.actions.ApiCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiCatalogueTest {

    private final JsonNode catalogue = new JsonMapper().readTree(ApiCatalogue.json(WholeContract.ACTIONS));

    @Test
    void describesEveryActionInTheOrderOfTheDocumentation() {
        List<String> names = new ArrayList<>();
        catalogue
                .path("actions")
                .forEach(action -> names.add(action.path("name").asString()));

        assertThat(names).containsExactlyElementsOf(Contract.names());
        assertThat(action("DescribeTrtcRoomUsage").path("status").asString()).isEqualTo("works");
        assertThat(action("RemoveUser").path("status").asString()).isEqualTo("works");
        assertThat(action("CreateCloudRecording").path("status").asString()).isEqualTo("not yet");
        assertThat(action("RemoveUser").path("callsPerSecond").asInt()).isEqualTo(20);
    }

    @Test
    void tellsTheBoundsOfParameters() {
        JsonNode userIds = field(action("RemoveUser").path("request"), "UserIds");
        assertThat(userIds.path("type").asString()).isEqualTo("list of string");
        assertThat(userIds.path("required").asBoolean()).isTrue();
        assertThat(userIds.path("maximumItems").asInt()).isEqualTo(10);
        assertThat(userIds.path("meaning").asString()).isNotEmpty();
        JsonNode pageSize = field(action("DescribeRoomInfo").path("request"), "PageSize");
        assertThat(pageSize.path("maximum").asInt()).isEqualTo(100);
    }

    @Test
    void definesEveryTypeItNames() {
        Set<String> defined = new TreeSet<>(Set.of("uint64", "int64", "float", "bool", "string"));
        catalogue.path("types").forEach(type -> defined.add(type.path("name").asString()));
        Set<String> named = new TreeSet<>();
        catalogue.path("types").forEach(type -> addTypes(named, type.path("fields")));
        catalogue.path("actions").forEach(action -> {
            addTypes(named, action.path("request"));
            addTypes(named, action.path("response"));
        });

        assertThat(defined).containsAll(named).hasSizeGreaterThan(50);
    }

    @Test
    void listsEveryErrorAndNamesNoOther() {
        Set<String> codes = new TreeSet<>();
        catalogue.path("errors").forEach(error -> codes.add(error.path("code").asString()));

        assertThat(codes).hasSize(ApiError.values().length);
        catalogue.path("actions").forEach(action -> action.path("errors")
                .forEach(code -> assertThat(codes).contains(code.asString())));
        assertThat(catalogue.at("/errors/0/message/zh-CN").asString()).isNotEmpty();
    }

    private static void addTypes(Set<String> named, JsonNode fields) {
        fields.forEach(field -> named.add(field.path("type").asString().replace("list of ", "")));
    }

    private JsonNode action(String name) {
        for (JsonNode action : catalogue.path("actions")) {
            if (action.path("name").asString().equals(name)) {
                return action;
            }
        }
        throw new AssertionError(name + " is not described");
    }

    private static JsonNode field(JsonNode fields, String name) {
        for (JsonNode field : fields) {
            if (field.path("name").asString().equals(name)) {
                return field;
            }
        }
        throw new AssertionError(name + " is not described");
    }
}
