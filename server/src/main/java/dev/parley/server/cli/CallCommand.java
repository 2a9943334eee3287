package dev.parley.server.cli;

import dev.parley.server.actions.contract.Contract;
import dev.parley.server.config.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code parley call}: one call of the cloud API from a shell. Exit code 0 for a success, 1 when the API answered an
 * error, 2 when it was not asked or did not answer.
 */
@Command(
        name = "call",
        description = "Calls an action of the cloud API and prints its answer.",
        mixinStandardHelpOptions = true)
public final class CallCommand implements Callable<Integer> {

    private static final int SUCCESS = 0;
    private static final int API_ERROR = 1;
    private static final int NOT_ASKED = 2;
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> environment;
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            completionCandidates = ActionNames.class,
            description = "Such as DescribeTrtcRoomUsage.")
    private String action = "";

    @Option(
            names = "--describe",
            description = "Calls nothing, but prints the action's parameters, answer, errors and limit.")
    private boolean describe;

    @Option(names = "--force", description = "Calls the action though this program does not know it.")
    private boolean force;

    @Option(
            names = "--json",
            paramLabel = "OBJECT",
            description = "The parameters as a JSON object; none when left out.")
    private String json = "{}";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Such as http://127.0.0.1:9000; else TENCENTCLOUD_ENDPOINT, else the data directory's.")
    private @Nullable String endpoint;

    @Option(names = "--region", description = "Else TENCENTCLOUD_REGION, else the data directory's.")
    private @Nullable String region;

    @Option(
            names = "--secret-id",
            description = "With --secret-key; else TENCENTCLOUD_SECRET_ID, else the data directory's.")
    private @Nullable String secretId;

    @Option(names = "--secret-key", description = "See --secret-id.")
    private @Nullable String secretKey;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory whose dev-credentials.json is used (default: ${DEFAULT-VALUE}).",
            defaultValue = "data")
    private Path data = Path.of("data");

    @Option(names = "--data-only", description = "Prints the text of Data as it is, such as the CSV of a room query.")
    private boolean dataOnly;

    /** What shells offer. */
    static final class ActionNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Contract.names().iterator();
        }
    }

    /** @param environment the variables of the process */
    public CallCommand(Map<String, String> environment, InstantSource clock) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        boolean known = Contract.names().contains(action);
        if (!known && (describe || !force)) {
            return fail("there is no action '" + action + "'" + Suggestion.text(action, Contract.names())
                    + (describe ? "" : " (--force calls it all the same)"));
        }
        return describe ? describe() : send();
    }

    private int describe() {
        Contract.descriptions().stream()
                .filter(description -> description.name().equals(action))
                .map(ActionSheet::of)
                .forEach(lines -> lines.forEach(out()::println));
        out().flush();
        return SUCCESS;
    }

    private int send() {
        try {
            requireObject();
            ApiCredentials credentials = new CredentialsSearch(environment, data)
                    .find(new CredentialsSearch.Flags(endpoint, region, secretId, secretKey));
            try (ApiClient client = new ApiClient(credentials, clock)) {
                return print(client.call(action, json));
            }
        } catch (CredentialsSearch.NotFoundException | IOException e) {
            return fail(String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            return fail("--json is not JSON: " + e.getOriginalMessage());
        }
    }

    private void requireObject() throws IOException {
        if (!JSON.readTree(json).isObject()) {
            throw new IOException("--json must be an object, such as {\"SdkAppId\":20000001}");
        }
    }

    private int print(ApiClient.Answer answer) {
        JsonNode response = answer.response();
        if (answer.isError()) {
            out().println(response.toPrettyString());
            return API_ERROR;
        }
        if (!dataOnly) {
            out().println(response.toPrettyString());
            return SUCCESS;
        }
        if (!response.path("Data").isString()) {
            return fail("the answer of " + action + " has no Data; leave --data-only out");
        }
        out().print(response.path("Data").stringValue());
        out().flush();
        return SUCCESS;
    }

    private int fail(String line) {
        commandLine().getErr().println("parley call: " + line);
        return NOT_ASKED;
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("the command runs under picocli only");
        }
        return spec.commandLine();
    }
}
