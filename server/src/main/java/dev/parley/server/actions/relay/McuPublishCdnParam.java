package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** A target of a relay task (spec/24 §4, spec/31 §1.8). */
public record McuPublishCdnParam(
        @Meaning("RTMP address; any change of it breaks the push and starts it again.")
        @TextForm(pattern = "rtmps?://.+", described = "an address that starts with `rtmp://` or `rtmps://`")
        String publishCdnUrl,

        @Meaning("1 the provider's own CDN, 0 another one; matters for statistics only. Default 1.")
        @OneOf({"0", "1"})
        @Unsigned
        @Nullable
        Long isTencentCdn) {}
