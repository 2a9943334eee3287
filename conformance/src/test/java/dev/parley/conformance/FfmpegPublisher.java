package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * FFmpeg's WHIP muxer sending a moving test picture in H.264 and a tone in Opus. It is the server's DTLS server
 * (spec/15 §5.2), so the server has to be the client.
 */
final class FfmpegPublisher implements AutoCloseable {

    private static final String FOLDER = "org/bytedeco/ffmpeg/linux-x86_64/";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final ProcessOutput output;

    private FfmpegPublisher(Process process) {
        this.process = process;
        this.output = ProcessOutput.of("ffmpeg output", process.inputReader());
    }

    /** Unpacks the ffmpeg program and its libraries (Linux on x86-64 alone); where the program is. */
    static Path unpack(Path target) throws IOException {
        URL program = Objects.requireNonNull(
                FfmpegPublisher.class.getClassLoader().getResource(FOLDER + "ffmpeg"),
                "the ffmpeg program is not on the class path");
        JarURLConnection connection = (JarURLConnection) program.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : jar.stream().filter(FfmpegPublisher::needed).toList()) {
                Path file = target.resolve(entry.getName().substring(FOLDER.length()));
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Path unpacked = target.resolve("ffmpeg");
        assertThat(unpacked.toFile().setExecutable(true)).isTrue();
        return unpacked;
    }

    private static boolean needed(JarEntry entry) {
        String name = entry.getName();
        boolean library = name.startsWith(FOLDER) && name.contains(".so") && !name.contains("jni");
        return library || name.equals(FOLDER + "ffmpeg");
    }

    /** Starts to publish and waits until media flows. */
    static FfmpegPublisher start(Path program, String url, String token) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(program, url, token)).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", String.valueOf(program.getParent()));
        FfmpegPublisher publisher = new FfmpegPublisher(builder.start());
        await("FFmpeg publishes")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(publisher::publishing);
        return publisher;
    }

    private static List<String> command(Path program, String url, String token) {
        String text = "-hide_banner -nostdin -nostats -loglevel verbose"
                + " -re -f lavfi -i testsrc2=size=1280x720:rate=15"
                + " -re -f lavfi -i sine=frequency=440:sample_rate=48000"
                + " -pix_fmt yuv420p -c:v libopenh264 -b:v 1500k -g 15"
                + " -c:a libopus -ac 2 -ar 48000 -b:a 64k -f whip -authorization";
        List<String> command = new ArrayList<>(List.of(String.valueOf(program)));
        command.addAll(List.of(text.split(" ", -1)));
        command.addAll(List.of(token, url));
        return command;
    }

    private boolean publishing() {
        assertThat(process.isAlive()).as("FFmpeg runs; it said:\n%s", output).isTrue();
        return output.first(line -> line.contains("Muxer state=")).isPresent();
    }

    /** When the server let it in: between FFmpeg's offer and the server's answer. */
    Instants entered() {
        return new Instants(lineAt(" offer: v=0"), lineAt(" answer: v=0"));
    }

    private long lineAt(String text) {
        return output.first(line -> line.contains("WHIP") && line.contains(text))
                .orElseThrow(() -> new AssertionError("FFmpeg never said '" + text + "' but:\n" + output))
                .at();
    }

    /** Asks FFmpeg to finish, which ends its session by DELETE; when that happened. */
    Instants finish() {
        long before = System.currentTimeMillis();
        process.toHandle().destroy();
        try {
            assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("FFmpeg ends; it said:\n%s", output)
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while FFmpeg ended", interrupted);
        }
        return new Instants(before, System.currentTimeMillis());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
