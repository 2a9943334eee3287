package dev.parley.server.access.policy;

import dev.parley.server.access.policy.Decision.DecidingStatement;
import dev.parley.server.access.policy.Decision.NearMiss;
import dev.parley.server.access.policy.Decision.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies that count for one caller, in order. Immutable; a decision takes no lock and does no I/O. */
public final class PolicySet {

    /** Nothing is allowed but to owners. */
    public static final PolicySet EMPTY = of(List.of());

    private static final int NEAR_MISSES = 3;

    private record Candidate(AttachedPolicy policy, int index, Statement statement) {
        DecidingStatement decides() {
            return new DecidingStatement(policy.name(), policy.attachedTo(), index, statement.json());
        }
    }

    private final List<Candidate> denying;
    private final List<Candidate> allowing;

    private PolicySet(List<Candidate> candidates) {
        this.denying = having(candidates, Effect.DENY);
        this.allowing = having(candidates, Effect.ALLOW);
    }

    public static PolicySet of(List<AttachedPolicy> policies) {
        List<Candidate> candidates = new ArrayList<>();
        for (AttachedPolicy attached : policies) {
            int index = 0;
            for (Statement statement : attached.policy().statements()) {
                candidates.add(new Candidate(attached, index++, statement));
            }
        }
        return new PolicySet(candidates);
    }

    private static List<Candidate> having(List<Candidate> candidates, Effect effect) {
        return candidates.stream()
                .filter(candidate -> candidate.statement().effect() == effect)
                .toList();
    }

    /** Evaluates as spec/04 §6: the owner may; then a matching deny wins; then a matching allow; then it is denied. */
    public Decision decide(Caller caller, Question question) {
        if (caller.isOwner()) {
            return Decision.OWNER;
        }
        Circumstances asked = new Circumstances(caller, question);
        Candidate denied = first(denying, asked);
        if (denied != null) {
            return new Decision(Reason.EXPLICIT_DENY, denied.decides(), List.of());
        }
        Candidate allowed = first(allowing, asked);
        if (allowed != null) {
            return new Decision(Reason.ALLOWED, allowed.decides(), List.of());
        }
        return new Decision(Reason.NO_MATCH, null, nearMisses(asked));
    }

    private static @Nullable Candidate first(List<Candidate> candidates, Circumstances asked) {
        for (Candidate candidate : candidates) {
            if (candidate.statement().matches(asked)) {
                return candidate;
            }
        }
        return null;
    }

    /** Nearest is what fails by a condition alone, then what allows the action for something else. */
    private List<NearMiss> nearMisses(Circumstances asked) {
        List<NearMiss> byCondition = new ArrayList<>();
        List<NearMiss> byResource = new ArrayList<>();
        for (Candidate candidate : allowing) {
            Statement statement = candidate.statement();
            if (!statement.coversAction(asked)) {
                continue;
            }
            String name = candidate.policy().name();
            Condition unmet = statement.unmet(asked);
            if (!statement.coversResource(asked)) {
                byResource.add(new NearMiss(name, candidate.index(), otherResources(asked)));
            } else if (unmet != null) {
                byCondition.add(new NearMiss(name, candidate.index(), unmet.complaint(asked)));
            }
        }
        byCondition.addAll(byResource);
        return byCondition.subList(0, Math.min(NEAR_MISSES, byCondition.size()));
    }

    private static String otherResources(Circumstances asked) {
        return asked.resource() == null
                ? "it names resources, and a call without an application needs all of them (*)"
                : "its resources do not include " + asked.resource() + " of account " + asked.owner() + " in region '"
                        + asked.region() + "'";
    }
}
