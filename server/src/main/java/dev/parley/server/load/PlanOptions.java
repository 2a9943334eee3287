package dev.parley.server.load;

import dev.parley.media.srtp.SrtpProfile;
import dev.parley.server.config.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who comes, and what they send: the options that make a {@link LoadPlan}. */
final class PlanOptions {

    /** Which protection is offered. */
    enum Srtp {
        GCM,
        CM,
        BOTH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads {@code 30s}, {@code 5m}, or {@code 30} for seconds. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return DurationText.parse(text.matches("[0-9]+") ? text + "s" : text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException("'" + text + "' is no time; " + wrong.getMessage());
            }
        }
    }

    /** Reads {@code 800k}, {@code 2.5M}, or bits a second. */
    static final class Rate implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("[0-9]{1,9}([.][0-9]{1,3})?[kM]?")) {
                throw new TypeConversionException("'" + text + "' is no bitrate; write 800k, 2.5M or 800000");
            }
            char unit = text.charAt(text.length() - 1);
            double number =
                    Double.parseDouble(unit == 'k' || unit == 'M' ? text.substring(0, text.length() - 1) : text);
            return Math.round(number * (unit == 'M' ? 1e6 : unit == 'k' ? 1e3 : 1));
        }
    }

    @Option(names = "--rooms", paramLabel = "N", defaultValue = "1", description = "Rooms (${DEFAULT-VALUE}).")
    private int rooms;

    @Option(
            names = "--publishers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Publishers in each room (${DEFAULT-VALUE}).")
    private int publishers;

    @Option(
            names = "--subscribers",
            paramLabel = "N",
            defaultValue = "10",
            description = "Subscribers in each room, each playing one of its publishers in turn (${DEFAULT-VALUE}).")
    private int subscribers;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Time.class,
            description = "How long is measured, from when everybody is there (${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = Time.class,
            description = "Over which time the subscribers come; 0s for as fast as they can (${DEFAULT-VALUE}).")
    private Duration ramp;

    @Option(
            names = "--joins-at-once",
            paramLabel = "N",
            defaultValue = "16",
            description = "Subscribers that may be under way to the room at one time (${DEFAULT-VALUE}).")
    private int joinsAtOnce;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "hd",
            description = "What is sent: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}). bursts: four packets of 1,200"
                    + " bytes for each of 30 frames; audio: 50 packets a second; sd, hd, full-hd: 0.5, 1.5, 3 Mbit/s"
                    + " with audio.")
    private LoadProfile profile;

    @Option(
            names = "--bitrate",
            paramLabel = "RATE",
            converter = Rate.class,
            description = "Of the video, such as 800k or 2.5M.")
    private @Nullable Long bitrate;

    @Option(names = "--packets-per-frame", paramLabel = "N", description = "Instead of --bitrate.")
    private @Nullable Integer packetsPerFrame;

    @Option(names = "--packet-size", paramLabel = "BYTES", description = "Of RTP, header included.")
    private @Nullable Integer packetSize;

    @Option(names = "--fps", paramLabel = "N", description = "Frames a second.")
    private @Nullable Integer fps;

    @Option(names = "--key-frames", paramLabel = "SECONDS", description = "How often a key frame comes unasked.")
    private @Nullable Integer keyFrames;

    @Option(names = "--audio", negatable = true, description = "With audio, or without.")
    private @Nullable Boolean audio;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Media packets that subscribers throw away as they arrive (${DEFAULT-VALUE}).")
    private double loss;

    @Option(
            names = "--nack",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether subscribers ask for what is missing (they do).")
    private boolean nack;

    @Option(
            names = "--rtx",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether they take it in a stream of its own (they do).")
    private boolean rtx;

    @Option(
            names = "--feedback",
            paramLabel = "KIND",
            defaultValue = "twcc",
            description = "How subscribers tell what their path carries: ${COMPLETION-CANDIDATES}; twcc becomes remb"
                    + " where the server does not take it (${DEFAULT-VALUE}).")
    private BandwidthFeedback feedback;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "8",
            description = "Subscribers that decrypt what they get and measure its delay (${DEFAULT-VALUE}).")
    private int sample;

    @Option(
            names = "--srtp",
            paramLabel = "KIND",
            defaultValue = "both",
            description = "What is offered: gcm (AEAD_AES_128_GCM), cm (AES_CM_128_HMAC_SHA1_80) or both"
                    + " (${DEFAULT-VALUE}).")
    private Srtp srtp;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything that is left to chance, such as which packets are thrown away.")
    private long seed;

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "What the names of rooms and users begin with (load- and a number of this process).")
    private @Nullable String name;

    /** @throws IllegalArgumentException when the options contradict each other or go too far, with how */
    LoadPlan plan() {
        return new LoadPlan(
                name == null ? "load-" + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX) : name,
                rooms,
                publishers,
                subscribers,
                video(),
                audio == null ? profile.audio() : audio,
                duration,
                ramp,
                joinsAtOnce,
                loss / 100,
                nack,
                rtx,
                feedback,
                sample,
                profiles(),
                seed);
    }

    private @Nullable VideoShape video() {
        VideoShape shape = profile.video();
        if (shape == null) {
            if (isVideoChanged()) {
                throw new IllegalArgumentException("the profile " + profile + " has no video to change");
            }
            return null;
        }
        if (bitrate != null && packetsPerFrame != null) {
            throw new IllegalArgumentException("give --bitrate or --packets-per-frame, not both");
        }
        return changed(shape);
    }

    private boolean isVideoChanged() {
        return bitrate != null || packetsPerFrame != null || packetSize != null || fps != null || keyFrames != null;
    }

    private VideoShape changed(VideoShape profiled) {
        // The profile's packets are as large as its own bitrate makes them; another bitrate starts from full ones.
        int usualSize = bitrate == null ? profiled.packetSize() : LoadProfile.PACKET_SIZE;
        VideoShape shape = new VideoShape(
                profiled.width(),
                profiled.height(),
                given(fps, profiled.framesPerSecond()),
                given(packetsPerFrame, profiled.packetsPerFrame()),
                given(packetSize, usualSize),
                given(keyFrames, profiled.keyFrameSeconds()));
        return bitrate == null ? shape : shape.withBitrate(bitrate);
    }

    private static int given(@Nullable Integer option, int otherwise) {
        return option == null ? otherwise : option;
    }

    private List<SrtpProfile> profiles() {
        return switch (srtp) {
            case GCM -> List.of(SrtpProfile.AEAD_AES_128_GCM);
            case CM -> List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
            case BOTH -> List.of(SrtpProfile.values());
        };
    }
}
