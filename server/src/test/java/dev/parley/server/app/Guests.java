package dev.parley.server.app;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.parley.media.container.Clip;
import dev.parley.media.container.IvfReader;
import dev.parley.media.container.OggOpusReader;
import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.demo.Demo;
import dev.parley.server.participant.BuiltInParticipant;
import dev.parley.server.participant.ClipSender;
import dev.parley.server.participant.ParticipantThread;
import dev.parley.server.participant.WebRtcHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;

/** Built-in participants in one room of a running server. */
final class Guests implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final DevCredentials credentials;
    private final String room;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ParticipantThread thread;
    private final BuiltInParticipant.Surroundings surroundings;

    Guests(DevCredentials credentials, String room, InstantSource clock) throws IOException {
        this.credentials = credentials;
        this.room = room;
        this.clock = clock;
        this.thread = new ParticipantThread(clock);
        this.surroundings = new BuiltInParticipant.Surroundings(
                thread,
                Executors.newVirtualThreadPerTaskExecutor(),
                new WebRtcHttp(),
                DtlsCertificate.generate(random, clock.instant()),
                random);
    }

    /** Somebody who publishes 640x360 with sound. */
    BuiltInParticipant publish(String user) throws Exception {
        Clip sound = Clip.ofOpus(new OggOpusReader(clip("tone.opus")));
        Clip picture = Clip.ofVp8(new IvfReader(clip("guest-640x360.ivf")));
        BuiltInParticipant publisher = BuiltInParticipant.publisher(
                surroundings, List.of(new ClipSender(sound, random), new ClipSender(picture, random)));
        join(publisher, "pub", user, "");
        return publisher;
    }

    BuiltInParticipant play(String user, String publisher, boolean video) throws Exception {
        BuiltInParticipant player = BuiltInParticipant.player(surroundings, video);
        join(player, "sub", user, "&remoteuserid=" + publisher);
        return player;
    }

    private void join(BuiltInParticipant participant, String door, String user, String more) throws Exception {
        String ticket =
                UserSig.create(credentials.sdkAppId(), credentials.sdkSecretKey(), user, 3_600, clock.instant());
        URI address = URI.create(credentials.endpoint() + "/v2/" + door + "/" + credentials.sdkAppId() + "/" + room
                + "?SessionID=" + user + more);
        participant.join(address, ticket).get(PATIENCE_SECONDS, SECONDS);
    }

    private static byte[] clip(String name) throws IOException {
        try (InputStream in = Demo.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
