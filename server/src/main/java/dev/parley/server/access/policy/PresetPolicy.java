package dev.parley.server.access.policy;

import java.util.Arrays;
import java.util.Optional;

/** The policies that are always there and cannot be changed (spec/04 §4). */
public enum PresetPolicy {
    FULL_ACCESS("QcloudTRTCFullAccess", "read and write everything of TRTC", "\"trtc:*\""),
    READ_ONLY_ACCESS(
            "QcloudTRTCReadonlyAccess",
            "read everything of TRTC",
            "\"trtc:Describe*\",\"trtc:Get*\",\"trtc:HardDescribe*\",\"trtc:Verify*\""),
    ADMINISTRATOR_ACCESS("AdministratorAccess", "everything of every service", "\"*\"");

    private final String policyName;
    private final String meaning;
    private final String document;

    PresetPolicy(String policyName, String meaning, String actions) {
        this.policyName = policyName;
        this.meaning = meaning;
        this.document = "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"action\":[" + actions
                + "],\"resource\":\"*\"}]}";
    }

    public static Optional<PresetPolicy> named(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.policyName.equals(name))
                .findFirst();
    }

    /** The name it is attached by. */
    public String policyName() {
        return policyName;
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }

    /** Its JSON. */
    public String document() {
        return document;
    }

    /** Reads it anew. */
    public Policy policy() {
        return PolicyParser.parse(document);
    }
}
