package dev.parley.server.load;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The result as programs read it. Times end in their unit; rates are per second. */
final class LoadJson {

    private LoadJson() {}

    static String write(LoadResult result) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(tree(result));
    }

    private static Map<String, Object> tree(LoadResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("target", result.target());
        tree.put("ending", result.ending());
        tree.put("explanation", result.explanation());
        tree.put("plan", plan(result.plan()));
        tree.put("joins", joins(result.joins()));
        tree.put("measuredSeconds", result.measured().toNanos() / 1e9);
        tree.put("deliveredPercent", 100 * result.counters().deliveredShare());
        tree.put("packetsPerSecond", result.packetsPerSecond());
        tree.put("bitsPerSecond", result.bitsPerSecond());
        tree.put("counters", counters(result.counters()));
        tree.put("delay", delays(result.delays()));
        LoadResult.ServerUsage server = result.server();
        if (server != null) {
            tree.put(
                    "server",
                    Map.of(
                            "processors", result.serverProcessors(),
                            "microsPerPacket", result.microsPerPacket(),
                            "residentBytesBeforeSubscribers", server.residentBytesBefore(),
                            "residentBytes", server.residentBytes()));
        }
        tree.put("generatorProcessors", result.generatorProcessors());
        tree.put("seconds", result.seconds().stream().map(LoadJson::second).toList());
        return tree;
    }

    private static Map<String, Object> plan(LoadPlan plan) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rooms", plan.rooms());
        tree.put("publishersPerRoom", plan.publishers());
        tree.put("subscribersPerRoom", plan.subscribers());
        tree.put("video", plan.video());
        tree.put("audio", plan.audio());
        tree.put("durationSeconds", plan.duration().toMillis() / 1e3);
        tree.put("rampSeconds", plan.ramp().toMillis() / 1e3);
        tree.put("joinsAtOnce", plan.joinsAtOnce());
        tree.put("lossPercent", 100 * plan.loss());
        tree.put("nack", plan.nack());
        tree.put("rtx", plan.rtx());
        tree.put("feedback", plan.feedback());
        tree.put("sample", plan.sample());
        tree.put("srtp", plan.srtp());
        tree.put("seed", plan.seed());
        tree.put("packetsPerSecond", plan.packetsPerSecond());
        return tree;
    }

    private static Map<String, Object> joins(Joins.Summary joins) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("joined", joins.joined());
        tree.put("failed", joins.failed());
        tree.put("joinsPerSecond", joins.joinsPerSecond());
        tree.put("connected", delays(joins.connected()));
        tree.put("firstPacket", delays(joins.firstPacket()));
        tree.put("reasons", joins.reasons());
        return tree;
    }

    private static Map<String, Object> counters(Counters counters) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("sentPackets", counters.sentPackets);
        tree.put("sentBytes", counters.sentBytes);
        tree.put("expected", counters.expected);
        tree.put("delivered", counters.delivered);
        tree.put("deliveredBytes", counters.deliveredBytes);
        tree.put("missing", counters.missing);
        tree.put("late", counters.late);
        tree.put("duplicates", counters.duplicates);
        tree.put("restarts", counters.restarts);
        tree.put("sequencesAsked", counters.sequencesAsked);
        tree.put("retransmissions", counters.retransmissions);
        tree.put("recovered", counters.recovered);
        tree.put("droppedHere", counters.dropped);
        tree.put("feedbackPackets", counters.feedbackPackets);
        tree.put("keyFramesAsked", counters.keyFramesAsked);
        tree.put("resentPackets", counters.resentPackets);
        tree.put("skippedFrames", counters.skippedFrames);
        tree.put("unsentPackets", counters.unsentPackets);
        tree.put("lostConnections", counters.lostPeers);
        return tree;
    }

    private static Map<String, Object> delays(DelaySummary delays) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("count", delays.count());
        tree.put("p50Millis", delays.p50() / 1e6);
        tree.put("p90Millis", delays.p90() / 1e6);
        tree.put("p99Millis", delays.p99() / 1e6);
        tree.put("p999Millis", delays.p999() / 1e6);
        tree.put("maxMillis", delays.max() / 1e6);
        return tree;
    }

    private static Map<String, Object> second(SecondSample sample) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("at", sample.at());
        tree.put("measured", sample.measured());
        tree.put("joined", sample.joined());
        tree.put("packetsPerSecond", sample.packetsPerSecond());
        tree.put("bitsPerSecond", sample.bitsPerSecond());
        tree.put("expected", sample.counters().expected);
        tree.put("delivered", sample.counters().delivered);
        tree.put("missing", sample.counters().missing);
        if (sample.serverResidentBytes() > 0) {
            tree.put("serverProcessors", sample.serverProcessors());
            tree.put("serverResidentBytes", sample.serverResidentBytes());
        }
        tree.put("delayP50Millis", sample.delays().p50() / 1e6);
        tree.put("delayP99Millis", sample.delays().p99() / 1e6);
        return tree;
    }
}
