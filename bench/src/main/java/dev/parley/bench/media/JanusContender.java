package dev.parley.bench.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Janus as Debian packages it: ICE-lite, the VideoRoom plugin alone, HTTP on the loopback address. */
record JanusContender(String name, Process process, int port) implements Contender {

    private static final List<String> OTHER_PLUGINS = List.of(
            "audiobridge",
            "duktape",
            "echotest",
            "lua",
            "nosip",
            "recordplay",
            "sip",
            "streaming",
            "textroom",
            "videocall",
            "voicemail");
    private static final List<String> OTHER_TRANSPORTS = List.of("mqtt", "nanomsg", "pfunix", "rabbitmq", "websockets");

    /** @param eventLoops how many threads serve all connections; 0 for Janus's default, one for each */
    static JanusContender start(Programs programs, int core, int eventLoops) throws IOException, InterruptedException {
        String name = eventLoops == 0 ? "janus" : "janus loops=" + eventLoops;
        String file = "janus-" + eventLoops;
        int port = freePort();
        Path settings = Files.createDirectory(programs.work().resolve(file));
        Files.writeString(settings.resolve("janus.jcfg"), general(settings, eventLoops));
        Files.writeString(settings.resolve("janus.transport.http.jcfg"), """
            general: {
              json = "compact"
              base_path = "/janus"
              http = true
              ip = "127.0.0.1"
              port = %d
              https = false
            }
            admin: { admin_http = false }
            """.formatted(port));
        Files.writeString(settings.resolve("janus.plugin.videoroom.jcfg"), "general: { }\n");
        Process process = programs.start(core, file, Map.of(), List.of("janus", "-F", settings.toString()));
        JanusContender janus = new JanusContender(name, process, port);
        programs.await(process, file, janus::answers);
        return janus;
    }

    private static String general(Path settings, int eventLoops) {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        String libraries = "/usr/lib/" + machine + "-linux-gnu/janus/";
        String loops = eventLoops == 0 ? "" : "event_loops = " + eventLoops;
        return """
            general: {
              configs_folder = "%s"
              plugins_folder = "%splugins"
              transports_folder = "%stransports"
              events_folder = "%sevents"
              loggers_folder = "%sloggers"
              debug_level = 2
              %s
            }
            nat: { ice_lite = true }
            plugins: { disable = "%s" }
            transports: { disable = "%s" }
            """.formatted(
                        settings,
                        libraries,
                        libraries,
                        libraries,
                        libraries,
                        loops,
                        files(OTHER_PLUGINS),
                        files(OTHER_TRANSPORTS));
    }

    private static String files(List<String> names) {
        return String.join(
                ",", names.stream().map(name -> "libjanus_" + name + ".so").toList());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public List<String> address() {
        return List.of("--target", "janus", "--janus-url", "http://127.0.0.1:" + port + "/janus");
    }
}
