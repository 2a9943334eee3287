package dev.parley.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.cli.OneLineErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code parley load}, asked wrongly, and the plans it makes when asked rightly. */
class LoadCommandTest {

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new LoadCommand(System::nanoTime, InstantSource.system()));
        OneLineErrors.install(commandLine);
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rooms 0|--rooms must be 1 to 50000, not 0",
                "--publishers 0|--publishers must be 1 to 50000, not 0",
                "--rooms 300 --subscribers 300|more than 50000 publishers and subscribers",
                "--fps 200|--fps must be 1 to 120, not 200",
                "--packet-size 20|--packet-size must be 64 to 1400, not 20",
                "--packets-per-frame 1000|--packets-per-frame must be 1 to 200, not 1000",
                "--bitrate 1|0 bytes",
                "--bitrate 2M --packets-per-frame 3|not both",
                "--bitrate fast|is no bitrate; write 800k, 2.5M or 800000",
                "--profile audio --fps 10|the profile audio has no video to change",
                "--profile audio --key-frames 2|the profile audio has no video to change",
                "--profile audio --no-audio|there must be audio or video",
                "--profile huge|full-hd",
                "--loss 100|--loss must be 0 to less than 100 percent",
                "--duration 0s|--duration must be more than nothing",
                "--duration soon|is no time",
                "--srtp des|both]",
                "--feedback loud|remb",
                "--target skype|janus]",
            })
    void saysWhatIsWrongWithAQuestion(String arguments, String complaint) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(complaint).contains("--help").hasLineCount(1);
    }

    @Test
    void saysWhichServerIsMissing(@TempDir Path empty) {
        assertThat(run("--data", empty.toString())).isOne();
        assertThat(err.toString()).contains("which server?", "--server, --app and --secret-key", "serve --dev");
    }

    @Test
    void wantsApplicationAndKeyTogether() {
        assertThat(run("--server", "http://127.0.0.1:9", "--app", "20000001")).isOne();
        assertThat(err.toString()).contains("--app and --secret-key belong together");
    }

    @ParameterizedTest
    @CsvSource({"ftp://127.0.0.1", "http:/nowhere", "127.0.0.1:9000"})
    void wantsAnAddressItCanCall(String address) {
        assertThat(run("--server", address, "--app", "1", "--secret-key", "k")).isOne();
        assertThat(err.toString()).contains("--server", "http://127.0.0.1:9000");
    }

    @Test
    void saysThatNobodyAnswersThere() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        assertThat(run("--quiet", "--server", "http://127.0.0.1:" + nobody, "--app", "1", "--secret-key", "k"))
                .isOne();
        assertThat(err.toString()).contains("nobody answers at http://127.0.0.1:" + nobody);

        assertThat(run("--quiet", "--target", "janus", "--janus-url", "http://127.0.0.1:" + nobody + "/janus"))
                .isOne();
        assertThat(err.toString()).contains("nobody answers at http://127.0.0.1:" + nobody + "/janus");
    }

    @Test
    void saysThatThereIsNoProcessToLookAt() {
        assertThat(run("--server", "http://127.0.0.1:9", "--app", "1", "--secret-key", "k", "--server-pid", "0"))
                .isOne();
        assertThat(err.toString()).contains("no process 0", "--server-pid");
    }

    @Test
    void makesTheBurstsThatServersAreComparedWith() {
        LoadPlan plan = Plans.of(
                "--profile", "bursts", "--packets-per-frame", "8", "--publishers", "4", "--subscribers", "400");

        assertThat(plan.video()).isEqualTo(new VideoShape(1_280, 720, 30, 8, 1_200, 10));
        assertThat(plan.audio()).isFalse();
        assertThat(plan.packetsPerSecond()).isEqualTo(96_000);
    }

    @Test
    void sharesABitrateOutAmongEqualPackets() {
        VideoShape shape = Objects.requireNonNull(
                Plans.of("--bitrate", "1.5M", "--fps", "25").video());

        assertThat(shape.packetsPerFrame()).isEqualTo(7);
        assertThat(shape.packetSize()).isEqualTo(7_500 / 7);
        assertThat(shape.bitsPerSecond()).isBetween(1_490_000L, 1_500_000L);
    }

    @Test
    void changesSingleTraitsOfAProfile() {
        assertThat(Plans.of("--profile", "bursts", "--fps", "15", "--packet-size", "1000", "--key-frames", "2")
                        .video())
                .isEqualTo(new VideoShape(1_280, 720, 15, 4, 1_000, 2));
        assertThat(Plans.of("--bitrate", "800k", "--packet-size", "500").video())
                .isEqualTo(new VideoShape(1_280, 720, 30, 7, 3_333 / 7, 10));
    }

    @Test
    void samplesSubscribersFromEverywhere() {
        LoadPlan plan = Plans.of("--publishers", "4", "--subscribers", "400", "--sample", "8");

        List<Integer> sampled =
                IntStream.range(0, 400).filter(plan::isSampled).boxed().toList();
        assertThat(sampled).hasSize(8).first().isEqualTo(25);
        assertThat(sampled).last().isEqualTo(382);
        assertThat(sampled.stream().map(index -> index % 4).distinct()).hasSize(4);
        assertThat(IntStream.range(0, 10).filter(Plans.of("--sample", "50")::isSampled))
                .hasSize(10);
    }

    @Test
    void switchesOffWhatItIsToldTo() {
        LoadPlan plan = Plans.of("--no-nack", "--no-rtx", "--no-audio", "--loss", "2.5");

        assertThat(plan.nack()).isFalse();
        assertThat(plan.rtx()).isFalse();
        assertThat(plan.audio()).isFalse();
        assertThat(plan.loss()).isEqualTo(0.025);
        assertThat(Plans.of().nack()).isTrue();
        assertThat(Plans.of().rtx()).isTrue();
        assertThat(Plans.of().audio()).isTrue();
        assertThat(Plans.of("--profile", "bursts", "--audio").audio()).isTrue();
    }
}
