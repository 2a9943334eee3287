package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Somebody who pushes sound and a camera (WHIP) in layers of 1920x1080, 1280x720 and 320x180, which cost about 96, 48
 * and 13 kbit/s when a picture goes out every 100 ms. A layer may pause, as an encoder's does.
 */
final class LayeredCamera {

    static final List<String> THREE = List.of("q", "h", "f");

    /** Layers that go out now. */
    final Set<String> active;

    final SimulatedClient client;
    private final RoomScene scene;
    private final List<Layer> layers = new ArrayList<>();
    private final SimulatedStream sound = new SimulatedStream(MediaKind.AUDIO, "0", "");

    private record Layer(String rid, SimulatedStream stream) {
        int height() {
            return switch (rid) {
                case "q" -> 180;
                case "h" -> 720;
                default -> 1080;
            };
        }
    }

    /** @param rids in the order of its offer; none for one picture of the best kind */
    LayeredCamera(RoomScene scene, String user, List<String> rids) {
        this.scene = scene;
        this.active = new LinkedHashSet<>(rids.isEmpty() ? List.of("") : rids);
        List<TrackDescription> tracks = List.of(
                Tracks.section(MediaKind.AUDIO, "0"),
                Tracks.section(MediaKind.VIDEO, "1", rids.toArray(String[]::new)));
        this.client = scene.publish(user, tracks).connect();
        for (String rid : active) {
            layers.add(new Layer(rid, new SimulatedStream(MediaKind.VIDEO, "1", rid, bytes(rid))));
        }
    }

    private static int bytes(String rid) {
        return switch (rid) {
            case "q" -> 120;
            case "h" -> 560;
            default -> 1_160;
        };
    }

    /** Sends a picture in each active layer every 100 ms, a key frame every half second. */
    void send(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            picture(passed % 500 == 0);
            scene.worker.run(100);
        }
    }

    void picture(boolean keyFrame) {
        client.send(sound.sound());
        for (Layer layer : layers) {
            if (active.contains(layer.rid())) {
                client.send(layer.stream().picture(keyFrame, layer.height() * 16 / 9, layer.height()));
            }
        }
    }

    /** What it sends from now on is told from what it sent before. */
    void remark() {
        layers.forEach(layer -> layer.stream().remark());
    }

    /** Which layer a packet of its pictures is of, by its present mark. */
    Map<Integer, String> marks() {
        return layers.stream().collect(Collectors.toMap(layer -> layer.stream().mark(), Layer::rid));
    }

    /** The layers of the pictures that somebody got since the last time, in order. */
    List<String> takeRids(SimulatedClient player) {
        Map<Integer, String> marks = marks();
        return player.takeArrivals().stream()
                .flatMap(arrival -> Optional.ofNullable(marks.get(arrival.stream())).stream())
                .toList();
    }

    /** The tracks that the room gets of its pictures. */
    List<IncomingTrack> tracks() {
        Room room = Objects.requireNonNull(scene.rooms.houseOf(RoomScene.KEY).find(RoomScene.KEY));
        return Objects.requireNonNull(room.occupants().find(client.user)).media().incoming().stream()
                .filter(track -> track.kind() == MediaKind.VIDEO)
                .toList();
    }
}
