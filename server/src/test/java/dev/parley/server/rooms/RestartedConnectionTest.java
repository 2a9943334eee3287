package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.PeerTransport;
import dev.parley.server.config.RoomsSettings;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** ICE restarts on the way through rooms. */
class RestartedConnectionTest {

    private static final IceCredentials AGAIN = new IceCredentials("again", "a-password-of-the-client");

    private final RoomScene scene = new RoomScene(RoomsSettings.defaults(), new Random(7));

    @Test
    void keepsTheCertificateAndTellsFreshCredentials() {
        SimulatedClient client = scene.publish("anna");
        LocalPeer told = scene.worker
                .answer(scene.rooms.restart(client.sessionId(), AGAIN))
                .orElseThrow();
        PeerTransport transport = Objects.requireNonNull(scene.worker.transport(told.iceUfrag()));

        assertThat(transport.local()).isEqualTo(told);
        assertThat(transport.isRestarting()).isTrue();
        assertThat(transport.remote().iceUfrag()).isEqualTo("again");
        assertThat(transport.remote().fingerprint())
                .isEqualTo(client.description().fingerprint());
        assertThat(scene.worker.openTransports()).isEqualTo(1);
    }

    @Test
    void knowsNoSessionThatHasEnded() {
        SimulatedClient client = scene.publish("anna");
        scene.leave(client);

        assertThat(scene.worker.answer(scene.rooms.restart(client.sessionId(), AGAIN)))
                .isEmpty();
        assertThat(scene.worker.answer(scene.rooms.restart("nobody", AGAIN))).isEmpty();
    }
}
