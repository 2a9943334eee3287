package dev.parley.media.forward;

import dev.parley.media.bandwidth.LayerAllocation;
import dev.parley.media.bandwidth.Picture;
import dev.parley.media.bandwidth.SendSideEstimator;
import dev.parley.media.codec.PayloadDescription;
import dev.parley.media.session.MediaKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which layers one client gets of the pictures it left to us, out of what its path carries; and what all it plays
 * needs. A layer is a simulcast stream, or the lower half of its frames, which costs no key frame to come and go. A
 * client that tells neither how packets arrive nor what it can take gets what it asked for.
 */
final class LayerSelection {

    private static final long INTERVAL_MILLIS = 100;

    /** The first estimates are guesses. */
    private static final long SETTLING_MILLIS = 2_000;

    /** What a frame rate below this is not worth: half of the frames of a layer that has only one kind. */
    private static final double WORTH_DROPPING = 0.85;

    /** A picture left to us: its layers best first, and for each what it may be reduced to. */
    private static final class Choice {
        final OutgoingTrack track;
        Picture picture;
        int priority;
        boolean hasLayers;
        List<IncomingTrack> layers;
        final List<IncomingTrack> offered = new ArrayList<>();
        final boolean[] reduced = new boolean[Picture.MOST_LAYERS];

        Choice(OutgoingTrack track, List<IncomingTrack> layers, int priority, Picture picture) {
            this.track = track;
            this.layers = layers;
            this.priority = priority;
            this.picture = picture;
        }
    }

    private final LayerAllocation allocation = new LayerAllocation();
    private final List<Choice> choices = new ArrayList<>();
    private final long[] bitrates = new long[Picture.MOST_LAYERS];
    private long next;
    private long settled;

    /** Leaves a track's picture to us, or no longer when there are no layers; see {@link PeerMedia#choose}. */
    void leave(OutgoingTrack track, List<IncomingTrack> layers, int priority) {
        Choice known = choiceOf(track);
        if (layers.isEmpty()) {
            forget(track);
        } else if (known == null) {
            choices.add(new Choice(track, List.copyOf(layers), priority, allocation.add(priority)));
        } else {
            known.layers = List.copyOf(layers);
            known.priority = priority;
            allocation.prioritize(known.picture, priority);
        }
    }

    private @Nullable Choice choiceOf(OutgoingTrack track) {
        for (Choice choice : choices) {
            if (choice.track == track) {
                return choice;
            }
        }
        return null;
    }

    void forget(OutgoingTrack track) {
        Choice choice = choiceOf(track);
        if (choice != null) {
            choices.remove(choice);
            allocation.remove(choice.picture);
            track.limitTemporalLayer(PayloadDescription.EVERY_LAYER);
            track.rest(false);
        }
    }

    /** Decides anew when it is time to. */
    void tick(List<OutgoingTrack> tracks, SendSideEstimator estimator, long now) {
        if (now < next) {
            return;
        }
        next = now + INTERVAL_MILLIS;
        long fixed = 0;
        for (int index = 0; index < tracks.size(); index++) {
            fixed += fixedBitrate(tracks.get(index), now);
        }
        for (int index = 0; index < choices.size(); index++) {
            offer(choices.get(index), now);
        }
        allocation.reserveAudio(fixed);
        estimator.setDemand(allocation.demand());
        if (!estimator.hasEstimate()) {
            settled = now + SETTLING_MILLIS;
        } else if (isSettled(now) && !choices.isEmpty()) {
            allocation.decide(estimator.mediaBitrate(), now);
            for (int index = 0; index < choices.size(); index++) {
                apply(choices.get(index), estimator, now);
            }
        }
    }

    /** Whether the estimate is more than a guess: until then what flows finds out what the way carries. */
    boolean isSettled(long now) {
        return now >= settled;
    }

    /** Of what we have no say in: sound, and pictures that the client chose itself. */
    private long fixedBitrate(OutgoingTrack track, long now) {
        IncomingTrack source = track.source();
        boolean left = track.kind() == MediaKind.VIDEO && choiceOf(track) != null;
        return source == null || left ? 0 : source.bitrate(now);
    }

    /** Nothing for a track that was stopped: which layer flows is left to us, whether one may is not. */
    private void offer(Choice choice, long now) {
        int chosen = choice.picture.choice();
        boolean known = chosen >= 0 && chosen < choice.offered.size();
        IncomingTrack layerBefore = known ? choice.offered.get(chosen) : null;
        boolean reducedBefore = known && choice.reduced[chosen];
        choice.offered.clear();
        int count = 0;
        for (IncomingTrack layer : choice.layers) {
            boolean usable = choice.track.isPlaying() && layer.isActive(now) && choice.track.accepts(layer.codec());
            if (usable && count < Picture.MOST_LAYERS - 1) {
                long whole = layer.bitrate(now);
                count = add(choice, layer, false, whole, count);
                long lowest = layer.bitrate(0, now);
                if (lowest > 0 && lowest < WORTH_DROPPING * whole) {
                    count = add(choice, layer, true, lowest, count);
                }
            }
        }
        if (count > 0 && !choice.hasLayers) {
            // It was gone, or is new: either way nobody is to wait for it as for an upgrade.
            allocation.remove(choice.picture);
            choice.picture = allocation.add(choice.priority);
        }
        choice.hasLayers = count > 0;
        choice.picture.offer(bitrates, count);
        for (int place = 0; place < count && choice.picture.choice() != Picture.PAUSED; place++) {
            if (choice.offered.get(place) == layerBefore && choice.reduced[place] == reducedBefore) {
                choice.picture.keep(place);
            }
        }
    }

    private int add(Choice choice, IncomingTrack layer, boolean reduced, long bitrate, int count) {
        choice.offered.add(layer);
        choice.reduced[count] = reduced;
        bitrates[count] = count == 0 ? bitrate : Math.min(bitrate, bitrates[count - 1]);
        return count + 1;
    }

    /**
     * A picture rests only after it was seen, and where it is measured what the way carries: what finds out that it may
     * go on is padding on its stream.
     */
    private static void apply(Choice choice, SendSideEstimator estimator, long now) {
        int count = choice.offered.size();
        if (count == 0) {
            choice.track.takeBack();
            return;
        }
        int chosen = choice.picture.choice();
        choice.track.rest(chosen == Picture.PAUSED && estimator.isMeasured() && choice.track.canPad());
        int given = chosen == Picture.PAUSED ? count - 1 : Math.min(chosen, count - 1);
        choice.track.limitTemporalLayer(choice.reduced[given] ? 0 : PayloadDescription.EVERY_LAYER);
        IncomingTrack layer = choice.offered.get(given);
        if (estimator.isCongested() && isCheaper(layer, choice.track.source(), now)) {
            choice.track.yieldTo(layer);
        } else {
            choice.track.switchTo(layer);
        }
    }

    private static boolean isCheaper(IncomingTrack layer, @Nullable IncomingTrack present, long now) {
        return present != null && layer.bitrate(now) < present.bitrate(now);
    }
}
