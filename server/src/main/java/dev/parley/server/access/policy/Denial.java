package dev.parley.server.access.policy;

/** What a denied call is told (spec/04 §7). */
public final class Denial {

    private Denial() {}

    /** Names the operation and the resource; the text has two lines, as in the cloud. */
    public static String message(String requestId, Caller caller, Question question) {
        return "[request id:" + requestId + "]you are not authorized to perform operation (" + Circumstances.SERVICE
                + ":" + question.action() + ")\nresource (" + resource(caller, question) + ") has no permission";
    }

    private static String resource(Caller caller, Question question) {
        return question.sdkAppId() == null
                ? "*"
                : "qcs::" + Circumstances.SERVICE + "::uin/" + caller.accountId() + ":sdkappid/" + question.sdkAppId();
    }
}
