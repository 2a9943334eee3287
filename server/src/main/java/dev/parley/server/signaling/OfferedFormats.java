package dev.parley.server.signaling;

import dev.parley.media.sdp.FormatParameters;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.RtpMap;
import dev.parley.media.session.Codec;
import dev.parley.media.session.MediaKind;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Picks the formats of a section that are answered (spec/15 §3.4). A publisher gets one and no more, because viewers
 * are promised its codec: free to change it, it would leave them with pictures they did not negotiate. VP9 and AV1,
 * which fewer viewers decode, are for publishers that offer them first, as applications do that choose codecs. A slot
 * gets all, because nobody knows yet who will be seen in it.
 */
final class OfferedFormats {

    static final String OPUS = "opus";
    static final String H264 = "H264";
    static final String VP8 = "VP8";
    static final String VP9 = "VP9";
    static final String AV1 = "AV1";

    private static final String RED = "red";

    private static final int OPUS_CLOCK = 48_000;
    private static final int VIDEO_CLOCK = 90_000;

    /** In the order they are answered. */
    private static final List<String> VIDEO_FEEDBACK =
            List.of("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli");

    private static final List<String> AUDIO_FEEDBACK = List.of("transport-cc", "nack");

    /** Formats that repair others. */
    private static final Set<String> REPAIRS = Set.of("rtx", RED, "ulpfec", "flexfec-03");

    private final MediaSection section;
    private final List<RtpMap> offered;

    /** By payload type; a hostile section has thousands of lines, and they are asked for again and again. */
    private final Map<Integer, FormatParameters> parameters = new HashMap<>();

    OfferedFormats(MediaSection section) {
        this.section = section;
        this.offered = section.rtpMaps();
    }

    /**
     * The best format of a publisher: Opus; VP9 or AV1 when it is offered first, else H264 in the profile most viewers
     * decode, else VP8, else VP9 or AV1.
     */
    Optional<Codec> best(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> opus(isRedFirst());
            case VIDEO ->
                chosen().or(() -> h264(H264Profile.CONSTRAINED_BASELINE))
                        .or(this::vp8)
                        .or(this::vp9)
                        .or(this::av1);
        };
    }

    /** VP9 or AV1, when the offer has it before everything else. */
    private Optional<Codec> chosen() {
        String first = section.formats().stream()
                .flatMap(format ->
                        first(map -> Integer.toString(map.payloadType()).equals(format)).stream())
                .map(RtpMap::encoding)
                .filter(encoding -> !REPAIRS.contains(encoding.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse("");
        return switch (first.toUpperCase(Locale.ROOT)) {
            case VP9 -> vp9();
            case AV1 -> av1();
            default -> Optional.empty();
        };
    }

    /** Every format of a slot that somebody could publish in, in the order we like them. */
    List<Codec> all(MediaKind kind) {
        Stream<Optional<Codec>> known =
                switch (kind) {
                    case AUDIO -> Stream.of(opus(true));
                    case VIDEO -> Stream.of(h264(H264Profile.CONSTRAINED_BASELINE), vp8(), vp9(), av1());
                };
        return known.flatMap(Optional::stream).toList();
    }

    /** The format of a player for a codec that somebody already sends, or empty when it does not offer that. */
    Optional<Codec> matching(String codec, String formatParameters) {
        return switch (codec) {
            case OPUS -> opus(true);
            case VP8 -> vp8();
            case VP9 -> vp9();
            case AV1 -> av1();
            case H264 ->
                h264(profile(FormatParameters.parse(formatParameters)).orElse(H264Profile.CONSTRAINED_BASELINE));
            default -> Optional.empty();
        };
    }

    /** @param redundant whether the redundant format is wanted along with it */
    private Optional<Codec> opus(boolean redundant) {
        return first(map -> map.isEncoding(OPUS) && map.clockRate() == OPUS_CLOCK && map.channels() == 2)
                .map(map -> new Codec(
                        OPUS,
                        map.payloadType(),
                        OPUS_CLOCK,
                        2,
                        opusParameters(section.formatParameters(map.payloadType())),
                        rtx(map.payloadType()),
                        redundant ? red() : -1,
                        feedback(map.payloadType(), AUDIO_FEEDBACK)));
    }

    /** Redundant sound costs half as much again: a publisher is asked for it only when it prefers it (spec/17 §7). */
    private boolean isRedFirst() {
        List<String> formats = section.formats();
        int red = formats.indexOf(Integer.toString(red()));
        return red >= 0
                && opus(false)
                        .map(opus -> red < formats.indexOf(Integer.toString(opus.payloadType())))
                        .orElse(false);
    }

    private int red() {
        return first(map -> map.isEncoding(RED) && map.clockRate() == OPUS_CLOCK && map.channels() == 2)
                .map(RtpMap::payloadType)
                .orElse(-1);
    }

    /** {@code stereo} is about receiving, {@code sprop-stereo} about sending (RFC 7587 §6.1); either will do. */
    private static String opusParameters(FormatParameters offered) {
        boolean stereo = offered.has("stereo", "1") || offered.has("sprop-stereo", "1");
        return stereo ? "minptime=10;useinbandfec=1;stereo=1" : "minptime=10;useinbandfec=1";
    }

    private Optional<Codec> vp8() {
        return first(map -> map.isEncoding(VP8) && map.clockRate() == VIDEO_CLOCK)
                .map(map -> video(VP8, map.payloadType(), ""));
    }

    /** Profile 0, which every decoder has; a format that names none is of it (RFC 9628 §6). */
    private Optional<Codec> vp9() {
        return first(map -> map.isEncoding(VP9)
                        && map.clockRate() == VIDEO_CLOCK
                        && parameters(map).value("profile-id").orElse("0").equals("0"))
                .map(map -> video(VP9, map.payloadType(), named(parameters(map), "profile-id")));
    }

    /** The Main profile; a format that names none is of it (AV1 RTP specification, section 7.2). */
    private Optional<Codec> av1() {
        return first(map -> map.isEncoding(AV1)
                        && map.clockRate() == VIDEO_CLOCK
                        && parameters(map).value("profile").orElse("0").equals("0"))
                .map(map -> video(AV1, map.payloadType(), named(parameters(map), "level-idx", "profile", "tier")));
    }

    /** Those of the parameters that are answered as they were offered. */
    private static String named(FormatParameters offered, String... names) {
        return Stream.of(names)
                .flatMap(name -> offered.value(name).map(value -> name + "=" + value).stream())
                .collect(Collectors.joining(";"));
    }

    private Optional<Codec> h264(H264Profile wanted) {
        return offered.stream()
                .filter(map -> map.isEncoding(H264) && map.clockRate() == VIDEO_CLOCK)
                .filter(map -> parameters(map).has("packetization-mode", "1"))
                .filter(map -> profile(parameters(map)).isPresent())
                .min(Comparator.comparingInt(
                        map -> profile(parameters(map)).orElseThrow().distanceTo(wanted)))
                .map(map -> video(H264, map.payloadType(), h264Parameters(parameters(map))));
    }

    private FormatParameters parameters(RtpMap map) {
        return parameters.computeIfAbsent(map.payloadType(), section::formatParameters);
    }

    /** A format without {@code profile-level-id} is Baseline (RFC 6184 §8.1). */
    private static Optional<H264Profile> profile(FormatParameters parameters) {
        return parameters.value("profile-level-id").map(H264Profile::of).orElse(Optional.of(H264Profile.BASELINE));
    }

    private static String h264Parameters(FormatParameters offered) {
        String parameters = "level-asymmetry-allowed=1;packetization-mode=1";
        return offered.value("profile-level-id")
                .map(id -> parameters + ";profile-level-id=" + id)
                .orElse(parameters);
    }

    private Codec video(String name, int payloadType, String formatParameters) {
        return new Codec(
                name,
                payloadType,
                VIDEO_CLOCK,
                1,
                formatParameters,
                rtx(payloadType),
                feedback(payloadType, VIDEO_FEEDBACK));
    }

    private Optional<RtpMap> first(Predicate<RtpMap> wanted) {
        return offered.stream().filter(wanted).findFirst();
    }

    private int rtx(int payloadType) {
        String repaired = Integer.toString(payloadType);
        return first(map -> map.isEncoding("rtx") && parameters(map).has("apt", repaired))
                .map(RtpMap::payloadType)
                .orElse(-1);
    }

    private Set<String> feedback(int payloadType, List<String> known) {
        Set<String> answered = new LinkedHashSet<>(known);
        answered.retainAll(Set.copyOf(section.feedback(payloadType)));
        if (!new OfferedStreams(section).numbersTransport()) {
            answered.remove("transport-cc");
        }
        return Collections.unmodifiableSet(answered);
    }
}
