package dev.parley.conformance;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.MediaType;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that publishes by WHIP or plays by WHEP with Google's WebRTC library, as native clients do, in a process of
 * its own because the library ends the process when it finds a mistake. Its arguments are {@code publish} or
 * {@code play}, the URL, the UserSig and the name of the video codec. Writes what it measures twice a second, one line
 * of JSON each; the end of its input ends the session.
 */
final class NativeClientProgram {

    private static final int REPORT_MILLIS = 500;
    private static final String STREAM = "stream";

    private final PeerConnectionFactory factory = new PeerConnectionFactory(new HeadlessAudioDeviceModule());
    private final CustomVideoSource camera = new CustomVideoSource();
    private final NativePictures pictures = new NativePictures();
    private final RTCPeerConnection connection = factory.createPeerConnection(new RTCConfiguration(), candidate -> {});
    private final HttpClient http = HttpClient.newHttpClient();

    private NativeClientProgram() {}

    public static void main(String[] arguments) throws Exception {
        NativeClientProgram client = new NativeClientProgram();
        String token = arguments[2];
        boolean publishes = arguments[0].equals("publish");
        URI session = client.begin(publishes, URI.create(arguments[1]), token, arguments[3]);
        Thread.ofPlatform().daemon().start(() -> client.work(publishes));
        while (System.in.read() >= 0) {
            // Nothing is said, but the end.
        }
        client.send(request(session, token).DELETE(), 200);
        client.connection.close();
        // The library's own threads complain when the virtual machine goes before them.
        Runtime.getRuntime().halt(0);
    }

    private static HttpRequest.Builder request(URI address, String token) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, int expected)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    /** Offers and takes the answer; the session's address. */
    private URI begin(boolean publishes, URI endpoint, String token, String codec) throws Exception {
        RTCRtpTransceiverDirection direction =
                publishes ? RTCRtpTransceiverDirection.SEND_ONLY : RTCRtpTransceiverDirection.RECV_ONLY;
        add(factory.createAudioTrack("sound", factory.createAudioSource(new AudioOptions())), direction);
        RTCRtpTransceiver video = add(factory.createVideoTrack("picture", camera), direction);
        video.setCodecPreferences(factory.getRtpSenderCapabilities(MediaType.VIDEO).getCodecs().stream()
                .filter(known -> List.of(codec, "rtx").contains(known.getName()))
                .toList());
        if (!publishes) {
            ((VideoTrack) video.getReceiver().getTrack()).addSink(pictures::see);
        }
        RTCSessionDescription offer = awaited(made -> connection.createOffer(new RTCOfferOptions(), new Made(made)));
        this.<Boolean>awaited(set -> connection.setLocalDescription(offer, new Set(set)));
        HttpResponse<String> answer = send(
                request(endpoint, token)
                        .header("Content-Type", "application/sdp")
                        .POST(HttpRequest.BodyPublishers.ofString(offer.sdp)),
                201);
        RTCSessionDescription answered = new RTCSessionDescription(RTCSdpType.ANSWER, answer.body());
        this.<Boolean>awaited(set -> connection.setRemoteDescription(answered, new Set(set)));
        return endpoint.resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    private RTCRtpTransceiver add(MediaStreamTrack track, RTCRtpTransceiverDirection direction) {
        RTCRtpTransceiverInit how = new RTCRtpTransceiverInit();
        how.direction = direction;
        how.streamIds = List.of(STREAM);
        return connection.addTransceiver(track, how);
    }

    private <T> T awaited(Consumer<CompletableFuture<T>> begin) throws Exception {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        begin.accept(outcome);
        return outcome.get(10, TimeUnit.SECONDS);
    }

    private record Made(CompletableFuture<RTCSessionDescription> outcome) implements CreateSessionDescriptionObserver {
        @Override
        public void onSuccess(RTCSessionDescription description) {
            outcome.complete(description);
        }

        @Override
        public void onFailure(String why) {
            outcome.completeExceptionally(new IOException(why));
        }
    }

    private record Set(CompletableFuture<Boolean> outcome) implements SetSessionDescriptionObserver {
        @Override
        public void onSuccess() {
            outcome.complete(true);
        }

        @Override
        public void onFailure(String why) {
            outcome.completeExceptionally(new IOException(why));
        }
    }

    private void work(boolean publishes) {
        long begin = System.nanoTime();
        try {
            for (long turn = 0; ; turn++) {
                if (publishes) {
                    camera.pushFrame(pictures.next());
                }
                if (turn % (REPORT_MILLIS / NativePictures.INTERVAL_MILLIS) == 0) {
                    connection.getStats(this::report);
                }
                long next = begin + (turn + 1) * TimeUnit.MILLISECONDS.toNanos(NativePictures.INTERVAL_MILLIS);
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(RTCStatsReport report) {
        Map<String, Object> video = stream(report, "video");
        Map<String, Object> audio = stream(report, "audio");
        Object codecId = String.valueOf(video.get("codecId"));
        RTCStats codec = report.getStats().get(codecId);
        System.out.println(JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "state", connection.getConnectionState().name(),
                        "codec", codec == null ? "" : codec.getAttributes().getOrDefault("mimeType", ""),
                        "frames", number(video, "framesEncoded", "framesDecoded"),
                        "width", number(video, "frameWidth"),
                        "soundPackets", number(audio, "packetsSent", "packetsReceived"),
                        "rightPictures", pictures.right(),
                        "wrongPictures", pictures.wrong())));
    }

    private static Map<String, Object> stream(RTCStatsReport report, String kind) {
        return report.getStats().values().stream()
                .filter(stats ->
                        stats.getType() == RTCStatsType.OUTBOUND_RTP || stats.getType() == RTCStatsType.INBOUND_RTP)
                .map(RTCStats::getAttributes)
                .filter(attributes -> kind.equals(attributes.get("kind")))
                .findFirst()
                .orElse(Map.of());
    }

    private static long number(Map<String, Object> attributes, String... names) {
        for (String name : names) {
            if (attributes.get(name) instanceof Number number) {
                return number.longValue();
            }
        }
        return 0;
    }
}
