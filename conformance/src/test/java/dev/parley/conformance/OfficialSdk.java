package dev.parley.conformance;

/** One official SDK in one way of signing and sending. */
interface OfficialSdk {

    /** Calls {@code DescribeTrtcRoomUsage}; refusals are outcomes, everything else fails the test. */
    ApiOutcome describe(Endpoint endpoint, UsageQuery query);
}
