package dev.parley.conformance;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The official SDKs, each in an edition of its own, that make calls in a process of their own. */
enum SdkProgram {
    JAVA_3_1_682("tencentcloud-sdk-java-common-3.1.682.jar", "ap-shanghai"),
    JAVA_3_1_1481("tencentcloud-sdk-java-common-3.1.1481.jar", "ap-singapore"),
    NODE_COMMON("tencentcloud-sdk-nodejs-common 4.1.220", "ap-hongkong"),
    /** Without a region, which it spells {@code null} in its header (spec/01 §3). */
    NODE_INTERNATIONAL("tencentcloud-sdk-nodejs-intl-en 3.0.1335", "");

    private final String edition;
    private final String region;

    SdkProgram(String edition, String region) {
        this.edition = edition;
        this.region = region;
    }

    /** What the process must say it is. */
    String edition() {
        return edition;
    }

    /** The region its calls name; each has its own, because calls are limited by region (spec/06 §2). */
    String region() {
        return region;
    }

    boolean isJava() {
        return this == JAVA_3_1_682 || this == JAVA_3_1_1481;
    }

    Set<SdkWay> ways() {
        return isJava()
                ? EnumSet.complementOf(EnumSet.of(SdkWay.DEFAULT))
                : EnumSet.range(SdkWay.TC3_POST, SdkWay.DEFAULT);
    }

    ProcessBuilder process() {
        return switch (this) {
            case JAVA_3_1_682 -> java(olderClassPath());
            case JAVA_3_1_1481 -> java(System.getProperty("java.class.path"));
            case NODE_COMMON -> NodeFolder.script("calls-common.mjs");
            case NODE_INTERNATIONAL -> NodeFolder.script("calls-intl.mjs");
        };
    }

    private static ProcessBuilder java(String classPath) {
        return new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                JavaSdkProgram.class.getName());
    }

    /** The older edition with what it was published with, the product's classes, and the program; nothing else. */
    private static String olderClassPath() {
        List<String> parts = new ArrayList<>();
        parts.add(Path.of(System.getProperty("parley.olderSdk"), "*").toString());
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> part.contains("tencentcloud-sdk-java-trtc") || part.endsWith("test-classes"))
                .forEach(parts::add);
        return String.join(File.pathSeparator, parts);
    }
}
