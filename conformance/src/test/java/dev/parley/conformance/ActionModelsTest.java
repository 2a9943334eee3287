package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The names and types of the 26 actions' parameters, as this project has noted them, against the classes of the
 * official SDKs; and whether the comparison would notice a difference.
 */
final class ActionModelsTest {

    /** In the descriptions of both editions, and newer than the classes that could be had. */
    private static final Set<String> NEWER_THAN_THE_SDKS = Set.of(
            "CloudStorage.EndpointUrl",
            "McuBackgroundCustomRender.Height",
            "McuBackgroundCustomRender.Radius",
            "McuBackgroundCustomRender.Width",
            "McuLayout.BackGroundColorMode",
            "McuLayout.BackgroundCustomRender",
            "McuLayout.TransparentUrl",
            "McuUserInfoParams.SoundLevel",
            "McuWaterMarkImage.DynamicPosType",
            "McuWaterMarkText.DynamicPosType",
            "McuWaterMarkText.Font",
            "McuWaterMarkText.ZOrder");

    private final Catalogue facts = Catalogue.ofFacts();
    private final SdkModels java = SdkModels.ofJava(facts.reachable());
    private final SdkModels node = SdkModels.ofNode();

    @Test
    void thereAreTwentySixActionsAndTheSdksKnowMostOfTheirClasses() {
        assertThat(facts.actions()).hasSize(26);
        assertThat(java.shapes()).hasSizeGreaterThan(60);
        assertThat(node.shapes().keySet()).containsAll(Set.of("SetUserBlockedRequest", "DescribeTrtcRoomUsageRequest"));
    }

    @Test
    void whatTheSdksSendAndReadIsNoted() {
        assertThat(java.missingFrom(facts)).isEmpty();
        assertThat(node.missingFrom(facts)).isEmpty();
    }

    @Test
    void whatIsNotedIsInSomeSdkOrNewerThanThem() {
        Set<String> mainland = Catalogue.ofMainlandAlone();
        List<String> unknown = new ArrayList<>();
        for (String shape : facts.reachable()) {
            for (String field : facts.shape(shape).keySet()) {
                boolean known = java.knows(shape, field) || node.knows(shape, field);
                if (!known && !mainland.contains(shape + "." + field)) {
                    unknown.add(shape + "." + field);
                }
            }
        }
        assertThat(unknown).containsExactlyInAnyOrderElementsOf(NEWER_THAN_THE_SDKS);
    }

    @Test
    void aDescriptionThatIsTheSameHasNoDifferences() {
        assertThat(facts.differencesOf(Catalogue.ofServer(facts.asServed()))).isEmpty();
    }

    @Test
    void everyKindOfDifferenceIsNoticed() {
        assertThat(differencesWith("RemoveUserRequest", "RoomId", new Catalogue.Field("string", true)))
                .hasSize(1);
        assertThat(differencesWith("RemoveUserRequest", "RoomId", new Catalogue.Field("uint64", false)))
                .hasSize(1);
        assertThat(differencesWith("RemoveUserRequest", "Roomid", new Catalogue.Field("uint64", false)))
                .hasSize(1);
        assertThat(differencesWith("McuLayout", "ZOrder", new Catalogue.Field("int64", true)))
                .hasSize(1);
        assertThat(differencesWith("AgentParams", "UserId", new Catalogue.Field("string", false)))
                .hasSize(1);
        assertThat(differencesWith("TrtcUsage", "TimeKey", new Catalogue.Field("string", false)))
                .as("what is only read")
                .isEmpty();
        assertThat(facts.differencesOf(without("DismissRoomRequest"))).contains("DismissRoomRequest is missing");
        assertThat(facts.differencesOf(without("McuLayout"))).contains("McuLayout is missing");
        assertThat(without("DismissRoomRequest").differencesOf(facts))
                .contains("DismissRoomRequest should not be there");
    }

    @Test
    void theSdksNoticeDifferencesToo() {
        Catalogue changed = with("RemoveUserRequest", "UserIds", new Catalogue.Field("string", true));
        assertThat(java.missingFrom(changed)).hasSize(1);
        assertThat(node.missingFrom(changed)).hasSize(1);
        assertThat(java.missingFrom(emptied("DismissRoomRequest"))).hasSize(2);
        assertThat(node.missingFrom(with("TrtcUsage", "UsageValue", new Catalogue.Field("list of string", true))))
                .hasSize(1);
    }

    private List<String> differencesWith(String shape, String field, Catalogue.Field changed) {
        return facts.differencesOf(
                Catalogue.ofServer(with(shape, field, changed).asServed()));
    }

    private Catalogue without(String shape) {
        Map<String, Map<String, Catalogue.Field>> shapes = new TreeMap<>(facts.shapes());
        shapes.remove(shape);
        return new Catalogue(shapes);
    }

    private Catalogue emptied(String shape) {
        Map<String, Map<String, Catalogue.Field>> shapes = new TreeMap<>(facts.shapes());
        shapes.put(shape, Map.of());
        return new Catalogue(shapes);
    }

    private Catalogue with(String shape, String field, Catalogue.Field changed) {
        Map<String, Map<String, Catalogue.Field>> shapes = new TreeMap<>(facts.shapes());
        Map<String, Catalogue.Field> fields = new LinkedHashMap<>(facts.shape(shape));
        fields.put(field, changed);
        shapes.put(shape, fields);
        return new Catalogue(shapes);
    }
}
