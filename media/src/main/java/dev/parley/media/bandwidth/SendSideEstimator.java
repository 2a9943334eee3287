package dev.parley.media.bandwidth;

import dev.parley.media.bandwidth.DelayBasedRate.Conditions;
import dev.parley.media.bandwidth.DelayTrend.Usage;
import dev.parley.media.rtcp.TransportFeedback;

/**
 * What one player's path takes, estimated from when our packets arrived there (transport-wide feedback), in bits per
 * second of RTP. Three parts have a say: delay ({@link DelayBasedRate}), loss ({@link LossBound}) and probes
 * ({@link ProbeSchedule}). A player that gives no such feedback is believed what it asks for by REMB, and its receiver
 * reports of loss. One per transport; everything on the owner thread; times are epoch milliseconds.
 *
 * <p>The owner tells of every packet sent, hands on feedback, says what it could make use of ({@link #setDemand}) and
 * on each tick sends as much padding as {@link #probeBytes} asks for.
 */
public final class SendSideEstimator {
    /** So much above what is wanted is worth knowing: upgrades need some room. */
    public static final double HEADROOM = 1.4;

    private static final long RECENT_MILLIS = 300;
    private static final long LASTING_MILLIS = 1_000;
    private static final int START_ROUND_TRIP_MILLIS = 100;
    private static final double QUIET_QUEUE_MILLIS = 60;
    private static final double LONG_QUEUE_MILLIS = 100;

    /** Ten packets in a third of a second, in bits per second. */
    private static final double TELLING_RATE = 300_000;

    private static final long IDLE_MILLIS = 1_000;
    private static final long SILENCE_MILLIS = 2_000;
    private static final long FADE_MILLIS = 500;
    private static final double FADE = 0.8;
    private static final int PACKETS_OF_SILENCE = 10;

    private final EstimatorSettings settings;
    private final SentPackets packets = new SentPackets();
    private final FeedbackArrivals arrivals = new FeedbackArrivals();
    private final RateWindow sentRate = new RateWindow();
    private final RateWindow arrivedRate = new RateWindow();
    private final DelayBasedRate delayBased;
    private final LossBound lossBound = new LossBound();
    private final ProbeSchedule probes = new ProbeSchedule();
    private final ReportedRate reported;

    private DelayTrend trend = new DelayTrend();
    private boolean feedbackHeard;
    private long demand;
    private double roundTripMillis = START_ROUND_TRIP_MILLIS;
    private long lastSent;
    private long lastFeedback;
    private long lastFade;
    private int sentSinceFeedback;

    /** Starts with nothing known. */
    public SendSideEstimator(EstimatorSettings settings) {
        this.settings = settings;
        this.delayBased = new DelayBasedRate(settings);
        this.reported = new ReportedRate(settings);
        this.demand = settings.start();
    }

    /**
     * A packet went out.
     *
     * @param transportSequence its transport-wide number, 0..65535, one more than the one before
     * @param bytes as large as it was sent
     * @param probe whether it is padding that {@link #probeBytes} asked for
     */
    public void onSent(int transportSequence, int bytes, boolean probe, long now) {
        boolean duringProbe = probe || probes.isSending();
        packets.add(transportSequence, bytes, duringProbe, now);
        if (!feedbackHeard) {
            sentRate.add(now, bytes); // what REMB and reports of loss are measured by
        }
        sentSinceFeedback++;
        lastSent = now;
        if (probes.isSending()) {
            probes.onSent(packets.highest(), bytes, now);
        }
    }

    /** The player's feedback arrived. Allocates next to nothing. */
    public void onFeedback(TransportFeedback feedback, long now) {
        if (!arrivals.read(feedback, packets)) {
            return;
        }
        feedbackHeard = true;
        lastFeedback = now;
        sentSinceFeedback = 0;
        for (int place = 0; place < arrivals.count(); place++) {
            if (arrivals.arrival(place) == FeedbackArrivals.LOST) {
                onLost(arrivals.sequence(place));
            } else {
                onArrived(place);
            }
        }
        noteRoundTrip(now);
        estimate(now);
    }

    private void onLost(long sequence) {
        if (packets.lose(sequence) && !packets.isDuringProbe(sequence)) {
            lossBound.onReported(false);
        }
    }

    private void onArrived(int place) {
        long sequence = arrivals.sequence(place);
        long arrival = arrivals.arrival(place);
        if (!packets.receive(sequence)) {
            return;
        }
        int bytes = packets.bytes(sequence);
        long sentAt = packets.sentAt(sequence);
        arrivedRate.add(arrival / TransportFeedback.TICKS_PER_MILLISECOND, bytes);
        boolean overtaken = arrivals.wasOvertaken(place);
        probes.onArrival(sequence, sentAt, arrival, bytes, overtaken);
        if (packets.isDuringProbe(sequence)) {
            trend.skip();
            return;
        }
        if (packets.wasLost(sequence)) {
            lossBound.onFound();
        } else {
            lossBound.onReported(true);
        }
        if (!overtaken) {
            trend.onPacket(sentAt, arrival);
        }
    }

    /** Feedback waits up to a tenth of a second at the player, so this is an upper bound of the round trip. */
    private void noteRoundTrip(long now) {
        for (int place = arrivals.count() - 1; place >= 0; place--) {
            if (arrivals.arrival(place) != FeedbackArrivals.LOST) {
                long sample = now - packets.sentAt(arrivals.sequence(place));
                roundTripMillis += (sample - roundTripMillis) / 8;
                return;
            }
        }
    }

    private void estimate(long now) {
        double kept = 1 - lossBound.inherent();
        double lasting = arrivedRate.bitsPerSecond(LASTING_MILLIS);
        if (!lossBound.isExcessive()) {
            trend.settle();
        }
        double queue = trend.queueMillis();
        double recent = recentRate(queue);
        lossBound.update(delayBased.bitsPerSecond(), lasting, queue, now);
        delayBased.update(
                new Conditions(
                        usage(queue), recent / kept, lasting / kept, queue, lossBound.isHeavy(), roundTripMillis),
                ceiling(),
                now);
        double found = probes.takeResult(arrivals.highestReported(), lossBound.inherent());
        if (found != 0) {
            delayBased.onProbe(Math.abs(found) / kept, lasting / kept);
            lossBound.onProbe(Math.abs(found) / kept);
        }
    }

    /**
     * What got through lately. A third of a second may be few packets, and look like less than it was, unless they come
     * evenly, as out of a long queue, and are not few.
     */
    private double recentRate(double queueMillis) {
        double rate = arrivedRate.bitsPerSecond(RECENT_MILLIS);
        boolean telling = queueMillis > LONG_QUEUE_MILLIS && rate > TELLING_RATE;
        return telling ? rate : Math.max(rate, arrivedRate.bitsPerSecond(2 * RECENT_MILLIS));
    }

    /** A full queue does not grow any more, but drops. */
    private Usage usage(double queueMillis) {
        return queueMillis > LONG_QUEUE_MILLIS && lossBound.isExcessive() ? Usage.OVERUSED : trend.usage();
    }

    /**
     * A report block about a packet stream of ours: its round trip, and for players without transport-wide feedback its
     * loss.
     *
     * @param fractionLost 0..255 of 256
     * @param roundTrip milliseconds, negative when the report does not tell
     */
    public void onReceiverReport(int fractionLost, int roundTrip, long now) {
        if (roundTrip >= 0) {
            roundTripMillis += (roundTrip - roundTripMillis) / 4;
        }
        if (!feedbackHeard) {
            sentRate.advance(now);
            reported.onLoss(fractionLost, sentRate.bitsPerSecond(LASTING_MILLIS), now);
        }
    }

    /** The player's own estimate; of no account once there is transport-wide feedback. */
    public void onRemb(long bitsPerSecond, long now) {
        sentRate.advance(now);
        reported.onRemb(bitsPerSecond, sentRate.bitsPerSecond(LASTING_MILLIS), now);
    }

    /**
     * What the owner could make use of: what is sent now and the next better step of each picture, in bits per second.
     * Probing goes {@link #HEADROOM} beyond it and no further.
     */
    public void setDemand(long bitsPerSecond) {
        demand = bitsPerSecond;
    }

    private double ceiling() {
        return Math.min((double) settings.highest(), HEADROOM * demand / (1 - lossBound.inherent()));
    }

    /** Whether the network has said anything; before that the target is a guess. */
    public boolean hasEstimate() {
        return feedbackHeard || reported.isKnown();
    }

    /** Whether arrivals are reported packet by packet, so that probes find out how much more the path takes. */
    public boolean isMeasured() {
        return feedbackHeard;
    }

    /** What may be sent, all in all, in bits per second. */
    public long targetBitrate() {
        return settings.clamp(
                feedbackHeard
                        ? Math.min(delayBased.bitsPerSecond(), lossBound.bitsPerSecond())
                        : reported.bitsPerSecond());
    }

    /**
     * What layers may be chosen for: the target less what has to be sent twice because the path loses it, in bits per
     * second.
     */
    public long mediaBitrate() {
        return (long) (targetBitrate() * (1 - lossBound.inherent()));
    }

    /**
     * To be called on every tick: how many bytes of padding are to be sent right now, by packets that
     * {@link #onSent} is then told of as probes. 0 most of the time; while a probe lasts, a share on each tick. Packets
     * of a few hundred bytes measure better than one large one. While no padding can be sent, media does.
     */
    public int probeBytes(long now) {
        if (!feedbackHeard) {
            return 0;
        }
        fadeInSilence(now);
        forgetWhenIdle(now);
        boolean quiet = trend.usage() != Usage.OVERUSED && trend.queueMillis() < QUIET_QUEUE_MILLIS;
        return probes.bytesDue(
                new ProbeSchedule.Situation(
                        targetBitrate(), ceiling(), quiet, delayBased.lastDecrease(), delayBased.isInDoubt()),
                now);
    }

    /** Queues empty where nothing goes; a trend from before would keep probes, and so everything, waiting for ever. */
    private void forgetWhenIdle(long now) {
        if (now - lastSent >= IDLE_MILLIS) {
            trend = new DelayTrend();
            lastSent = now;
        }
    }

    /** Whether so long a queue stands on the path that whatever is sent comes late. */
    public boolean isCongested() {
        return feedbackHeard && trend.queueMillis() > LONG_QUEUE_MILLIS;
    }

    /** Whether {@link #probeBytes} has more to ask for soon, to be sent evenly. */
    public boolean isProbing() {
        return probes.isSending();
    }

    /** Who hears nothing of what it sends must not go on sending as much. */
    private void fadeInSilence(long now) {
        boolean silent = now - lastFeedback > SILENCE_MILLIS && sentSinceFeedback > PACKETS_OF_SILENCE;
        if (silent && now - lastFade >= FADE_MILLIS) {
            lastFade = now;
            delayBased.fade(FADE);
        }
    }
}
