package dev.parley.server.cli;

import dev.parley.server.access.policy.Decision;
import dev.parley.server.access.policy.Decision.DecidingStatement;
import dev.parley.server.access.policy.Decision.NearMiss;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Prints a decision with its reason: lines for people, or one JSON object. */
final class SimulationPrinter {

    private static final String ALLOWED = "allowed";
    private static final String DENIED = "denied";

    private final PrintWriter out;
    private final boolean json;

    SimulationPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** What no policy was asked about. */
    void refused(String reason, String why) {
        if (json) {
            printJson(DENIED, reason, object -> object.writeStringProperty("why", why));
        } else {
            facts(DENIED, reason, why).print(out, false);
        }
    }

    /** @param note something else to know; null when there is nothing */
    void decided(Decision decision, @Nullable String note) {
        String word = decision.isAllowed() ? ALLOWED : DENIED;
        if (json) {
            printJson(word, decision.reason().name(), object -> {
                write(object, decision);
                if (note != null) {
                    object.writeStringProperty("note", note);
                }
            });
            return;
        }
        Facts facts = facts(word, decision.reason().name(), meaning(decision.reason()));
        DecidingStatement statement = decision.statement();
        if (statement != null) {
            facts.add("Policy", statement.policy() + ", attached to " + statement.attachedTo());
            facts.add("Statement", "[" + statement.index() + "] " + statement.json());
        }
        int rank = 1;
        for (NearMiss miss : decision.nearMisses()) {
            facts.add("Nearest " + rank++, miss.policy() + "[" + miss.index() + "]: " + miss.why());
        }
        if (note != null) {
            facts.add("Note", note);
        }
        facts.print(out, false);
    }

    private static Facts facts(String word, String reason, String meaning) {
        return new Facts().add("Decision", word).add("Reason", reason + ": " + meaning);
    }

    private static String meaning(Decision.Reason reason) {
        return switch (reason) {
            case ROOT -> "the account's owner is never restricted";
            case ALLOWED -> "a statement allows it and none denies it";
            case EXPLICIT_DENY -> "a statement denies it";
            case NO_MATCH -> "no statement allows it";
        };
    }

    private void printJson(String word, String reason, Consumer<JsonGenerator> more) {
        out.println(JsonLine.of(object -> {
            object.writeStringProperty("decision", word);
            object.writeStringProperty("reason", reason);
            more.accept(object);
        }));
        out.flush();
    }

    private static void write(JsonGenerator object, Decision decision) {
        DecidingStatement statement = decision.statement();
        if (statement != null) {
            object.writeStringProperty("policy", statement.policy());
            object.writeStringProperty("attachedTo", statement.attachedTo());
            object.writeNumberProperty("index", statement.index());
            object.writeName("statement");
            object.writeRawValue(statement.json());
        }
        if (!decision.nearMisses().isEmpty()) {
            object.writeName("nearest");
            object.writeStartArray();
            for (NearMiss miss : decision.nearMisses()) {
                object.writeStartObject();
                object.writeStringProperty("policy", miss.policy());
                object.writeNumberProperty("index", miss.index());
                object.writeStringProperty("why", miss.why());
                object.writeEndObject();
            }
            object.writeEndArray();
        }
    }
}
