package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** The time as watermark of a recording (spec/24 §3). */
public record WaterMarkTimestamp(
        @Meaning(
                "0 top left, 1 top right, 2 bottom left, 3 bottom right, 4 top centre, 5 bottom " + "centre, 6 centre.")
        @OneOf({"0", "1", "2", "3", "4", "5", "6"})
        @Unsigned
        long pos,

        @Meaning("Hours from UTC. Default 8.") @Range(max = 23) @Unsigned @Nullable
        Long timeZone,

        @Meaning("Typeface. Default `Tencent`.") @OneOf({"Tencent", "SourceHanSans"}) @Nullable
        String font) {}
