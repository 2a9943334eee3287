package dev.parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.gateway.DoorFixture;
import dev.parley.server.gateway.OneKey;
import dev.parley.server.rooms.RoomKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CallCommandTest {

    private static final String DAY =
            "{\"SdkAppid\":20000001,\"StartTime\":\"2026-03-02 00:00\",\"EndTime\":\"2026-03-03 00:00\"}";
    private static final String CSV = "RoomId,Audio,SD,hd,FullHD,2K,4K\n\"用,1\",60,0,60,0,0,0\n";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private DoorFixture door;

    @BeforeEach
    void start() throws IOException {
        door = new DoorFixture();
        door.usage.with(DoorFixture.APPLICATION, RoomKind.STR, "用,1", DoorFixture.SECOND, 60, 0, 60, 0, 0, 0);
    }

    @AfterEach
    void stop() throws IOException {
        door.close();
    }

    @Test
    void printsTheAnswerWithTheCredentialsOfTheDataDirectory() throws IOException {
        writeCredentials();

        assertThat(run("DescribeTrtcRoomUsage", "--json", DAY)).isZero();

        JsonNode printed = new JsonMapper().readTree(out.toString());
        assertThat(printed.path("Data").asString()).isEqualTo(CSV);
        assertThat(printed.has("RequestId")).isTrue();
        assertThat(out.toString().lines()).hasSizeGreaterThan(2);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsDataAsItIs() throws IOException {
        writeCredentials();

        assertThat(run("DescribeTrtcRoomUsage", "--json", DAY, "--data-only")).isZero();

        assertThat(out.toString()).isEqualTo(CSV);
    }

    @Test
    void takesCredentialsFromTheEnvironment() {
        environment.put("TENCENTCLOUD_SECRET_ID", OneKey.SECRET_ID);
        environment.put("TENCENTCLOUD_SECRET_KEY", OneKey.SECRET_KEY);
        environment.put("TENCENTCLOUD_ENDPOINT", "http://" + door.host());

        assertThat(run("DescribeTrtcRoomUsage", "--json", DAY, "--data-only")).isZero();

        assertThat(out.toString()).isEqualTo(CSV);
    }

    @Test
    void prefersFlagsToTheEnvironmentAndTheEnvironmentToTheFile() throws IOException {
        writeCredentials();
        environment.put("TENCENTCLOUD_SECRET_ID", "AKIDwrong");
        environment.put("TENCENTCLOUD_SECRET_KEY", "wrong");

        assertThat(run("DescribeTrtcRoomUsage", "--json", DAY)).isEqualTo(1);
        assertThat(out.toString()).contains("AuthFailure.SecretIdNotFound");
        assertThat(run(
                        "DescribeTrtcRoomUsage",
                        "--json",
                        DAY,
                        "--secret-id",
                        OneKey.SECRET_ID,
                        "--secret-key",
                        OneKey.SECRET_KEY,
                        "--endpoint",
                        "http://" + door.host()))
                .isZero();
    }

    @Test
    void sendsTheRegionItWasGiven() throws IOException {
        writeCredentials();

        assertThat(run("DescribeTrtcRoomUsage", "--json", DAY, "--region", "mars-north"))
                .isEqualTo(1);

        assertThat(out.toString()).contains("UnsupportedRegion");
    }

    @Test
    void exitsWith1OnAnErrorOfTheApi() throws IOException {
        writeCredentials();

        assertThat(run("DismissRoom", "--json", "{\"SdkAppId\":1,\"RoomId\":2}"))
                .isEqualTo(1);

        assertThat(new JsonMapper().readTree(out.toString()).at("/Error/Code").asString())
                .isEqualTo("UnauthorizedOperation.SdkAppId");
    }

    @Test
    void saysInOneLineThatNobodyListens() throws IOException {
        writeCredentials();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(run("DescribeRoomInfo", "--endpoint", "http://127.0.0.1:" + port))
                .isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("http://127.0.0.1:" + port);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysInOneLineWhatIsMissing() throws IOException {
        assertThat(run("DescribeRoomInfo")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("--endpoint");

        assertThat(run("DescribeRoomInfo", "--endpoint", "http://127.0.0.1:1")).isEqualTo(2);
        assertThat(err.toString()).contains("--secret-id");

        assertThat(run("DescribeRoomInfo", "--endpoint", "http://127.0.0.1:1", "--secret-id", "x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("the flags");

        Files.writeString(directory.resolve("dev-credentials.json"), "{");
        assertThat(run("DescribeRoomInfo")).isEqualTo(2);
        assertThat(err.toString()).contains("dev-credentials.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9000", "ftp://x", "http://", "http://a b"})
    void refusesEndpointsThatAreNone(String endpoint) {
        assertThat(run("DescribeRoomInfo", "--endpoint", endpoint)).isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "5"})
    void refusesParametersThatAreNoObject(String json) throws IOException {
        writeCredentials();

        assertThat(run("DescribeRoomInfo", "--json", json)).isEqualTo(2);

        assertThat(err.toString()).contains("--json");
    }

    @Test
    void saysThatAnAnswerHasNoData() throws IOException {
        writeCredentials();

        assertThat(run(
                        "DescribeTrtcUsage",
                        "--json",
                        "{\"StartTime\":\"2026-03-01\",\"EndTime\":\"2026-03-02\"}",
                        "--data-only"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("--data-only");
    }

    @Test
    void exitsWith2OnUnknownOptions() {
        assertThat(run("DescribeRoomInfo", "--colour")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void refusesAnActionThatIsNoneBeforeAnythingIsSent() {
        assertThat(run("DescribeTrtcRoomsUsage")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("parley call: there is no action 'DescribeTrtcRoomsUsage'; did you mean"
                        + " DescribeTrtcRoomUsage? (--force calls it all the same)\n");
        assertThat(run("CreateRoom")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no action 'CreateRoom' (--force");
    }

    @Test
    void sendsAnyActionWhenForced() throws IOException {
        writeCredentials();

        assertThat(run("CreateRoom", "--force")).isEqualTo(1);

        assertThat(new JsonMapper().readTree(out.toString()).at("/Error/Code").asString())
                .isEqualTo("InvalidAction");
    }

    @Test
    void describesAnActionWithoutAServer() {
        assertThat(run("DescribeTrtcRoomUsage", "--describe")).isZero();

        assertThat(out.toString().lines())
                .contains(
                        "DescribeTrtcRoomUsage works.",
                        "  SdkAppid   uint64, required",
                        "  Data       string",
                        "  OperationDenied.FreqOverLimit",
                        "      -> Wait as long as the message says, then call again.");
        assertThat(run("DescribeRooms", "--describe", "--force")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no action 'DescribeRooms'");
    }

    private int run(String... arguments) {
        CommandLine command = new CommandLine(new CallCommand(environment, door.now::get))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", directory.toString()));
        return command.execute(all.toArray(String[]::new));
    }

    private void writeCredentials() throws IOException {
        Files.writeString(
                directory.resolve("dev-credentials.json"),
                "{\"endpoint\":\"http://" + door.host() + "\",\"region\":\"ap-guangzhou\",\"sdkAppId\":20000001,"
                        + "\"sdkSecretKey\":\"00\",\"secretId\":\"" + OneKey.SECRET_ID + "\",\"secretKey\":\""
                        + OneKey.SECRET_KEY + "\"}");
    }
}
