package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.OutgoingTrack;
import dev.parley.media.forward.PeerMedia;
import dev.parley.media.session.MediaKind;
import dev.parley.server.rooms.MediaOffer.Publishing;
import dev.parley.server.rooms.RoomEvent.ResolutionChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which of a publication's layers is the big and which the small picture (MET-6). */
class LayersOfPublicationTest {

    private final List<String> sizes = new ArrayList<>();
    private final RoomJournal journal = new RoomJournal(RoomScene.KEY, "i", event -> {
        if (event instanceof ResolutionChanged told) {
            sizes.add(told.layer() + told.rid() + " " + told.width() + "x" + told.height());
        }
    });
    private final Map<String, SimulatedStream> streams = new HashMap<>();
    private boolean reordered;
    private @Nullable Publication publication;
    private final PeerMedia media = new PeerMedia(new Sizes(), "c", 1);

    private final class Sizes implements PeerMedia.Listener {
        @Override
        public void onConnected(long now) {}

        @Override
        public void onClosed(@Nullable Exception failure) {}

        @Override
        public void onPictureSize(IncomingTrack track, int width, int height, long now) {
            reordered = publication != null && publication.onSize(journal, "s", now);
        }

        @Override
        public void onFlowOn(OutgoingTrack track, long now) {}

        @Override
        public void onFlowOff(OutgoingTrack track, long at) {}
    }

    private Publication publish(String small, String... rids) {
        var section = Tracks.section(MediaKind.VIDEO, "1", rids);
        Publication begun =
                new Publication(new Publishing(StreamType.MAIN, section, false, small), media.receive(section));
        begun.announce(journal, "s", Source.MAIN, 1);
        publication = begun;
        return begun;
    }

    private void keyFrame(String rid, int width, int height) {
        byte[] packet = streams.computeIfAbsent(rid, name -> new SimulatedStream(MediaKind.VIDEO, "1", name))
                .picture(true, width, height);
        media.onRtp(packet, packet.length, 1);
    }

    private static List<String> rids(Publication publication) {
        return publication.layers().stream().map(IncomingTrack::rid).toList();
    }

    @Test
    void learnsFromTheirSizesWhichLayerIsTheBest() {
        Publication three = publish("", "q", "h", "f");
        assertThat(three.hasSmall()).isTrue();
        keyFrame("q", 320, 180);
        assertThat(rids(three)).containsExactly("q", "h", "f");
        assertThat(reordered).isFalse();
        keyFrame("f", 1280, 720);
        assertThat(reordered).isTrue();
        keyFrame("h", 640, 360);

        assertThat(rids(three)).containsExactly("f", "h", "q");
        assertThat(three.track(Layer.BIG).rid()).isEqualTo("f");
        assertThat(three.track(Layer.SMALL).rid()).isEqualTo("q");
        assertThat(three.layerOf(three.layers().get(1))).isEqualTo(Layer.SMALL);
        assertThat(sizes).containsExactly("BIGq 320x180", "BIGf 1280x720", "SMALLq 320x180", "SMALLh 640x360");
        assertThat(three.size(three.track(Layer.BIG))).isEqualTo("1280x720");
    }

    @Test
    void believesTheClientWhichOneIsSmall() {
        Publication two = publish("l", "l", "h");
        keyFrame("l", 640, 360);
        keyFrame("h", 320, 180);
        assertThat(rids(two)).containsExactly("h", "l");
        assertThat(reordered).isFalse();
        assertThat(sizes).containsExactly("SMALLl 640x360", "BIGh 320x180");
    }

    @Test
    void hasOnlyABigPictureWithoutSimulcast() {
        var section = Tracks.section(MediaKind.VIDEO, "1");
        Publication one = new Publication(new Publishing(StreamType.MAIN, section, false, ""), media.receive(section));
        assertThat(one.hasSmall()).isFalse();
        assertThat(one.track(Layer.SMALL)).isSameAs(one.track(Layer.BIG));
        assertThat(one.layerOf(null)).isNull();
    }
}
