package dev.parley.conformance;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Region names that a server accepts (spec/01 §1 and §6), one after another: calls are limited by action, region and
 * caller (spec/06 §2), so tests that are not about limits keep out of each other's way.
 */
final class CallRegions {

    /** Left alone by everybody but the tests of limits. */
    static final String FOR_LIMITS = "sa-saopaulo";

    /** As {@link #FOR_LIMITS}, for callers that come back later. */
    static final String FOR_RETRIES = "eu-frankfurt";

    /** For the few calls that cannot be made again, because they are about their connection. */
    static final String FOR_SINGLE_CALLS = "ap-mumbai";

    private static final List<String> NAMES = List.of(
            "ap-guangzhou",
            "ap-shanghai",
            "ap-nanjing",
            "ap-beijing",
            "ap-chengdu",
            "ap-chongqing",
            "ap-hongkong",
            "ap-singapore",
            "ap-jakarta",
            "ap-bangkok",
            "ap-seoul",
            "ap-tokyo",
            "na-ashburn",
            "na-siliconvalley");

    private static final AtomicInteger TURN = new AtomicInteger();

    private CallRegions() {}

    static String at(int index) {
        return NAMES.get(Math.floorMod(index, NAMES.size()));
    }

    static String next() {
        return at(TURN.getAndIncrement());
    }
}
