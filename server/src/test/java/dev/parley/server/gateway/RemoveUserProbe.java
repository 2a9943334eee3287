package dev.parley.server.gateway;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.Call;
import java.util.List;

/** Answers what it was given, under the name of an action with a list among its parameters. */
final class RemoveUserProbe implements Action<RemoveUserProbe.Request, RemoveUserProbe.Answer> {

    static final String BREAKING_USER = "break";

    record Request(@Unsigned long sdkAppId, @Unsigned long roomId, List<String> userIds) {}

    record Answer(@Unsigned long roomId, List<String> userIds, String region, boolean onVirtualThread) {}

    @Override
    public String name() {
        return "RemoveUser";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Class<Answer> answerType() {
        return Answer.class;
    }

    @Override
    public ActionErrors errors() {
        return ActionErrors.of();
    }

    @Override
    public int callsPerSecond() {
        return 20;
    }

    @Override
    public Answer handle(Request request, Call call) {
        if (request.userIds().contains(BREAKING_USER)) {
            throw new IllegalStateException("a broken invariant");
        }
        return new Answer(
                request.roomId(),
                request.userIds(),
                call.region(),
                Thread.currentThread().isVirtual());
    }
}
