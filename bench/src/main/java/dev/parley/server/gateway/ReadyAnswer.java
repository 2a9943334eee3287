package dev.parley.server.gateway;

import dev.parley.protocol.envelope.Envelope;
import dev.parley.protocol.errors.ActionErrors;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.Call;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import dev.parley.server.actions.usage.TrtcUsage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** {@code DescribeTrtcUsage} without its work: what remains is the door. */
final class ReadyAnswer implements Action<DescribeTrtcUsage.Request, DescribeTrtcUsage.Answer> {

    private final DescribeTrtcUsage real;
    private final DescribeTrtcUsage.Answer answer = new DescribeTrtcUsage.Answer(
            List.of("Audio", "SD", "HD", "FullHD", "2K", "4K"),
            List.of(
                    new TrtcUsage("2026-03-01 00:00:00", 1772294400, Collections.nCopies(6, BigDecimal.ZERO)),
                    new TrtcUsage("2026-03-02 00:00:00", 1772380800, Collections.nCopies(6, BigDecimal.ZERO))));

    ReadyAnswer(DescribeTrtcUsage real) {
        this.real = real;
    }

    byte[] envelope() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Envelope.success(out, answer, UUID.randomUUID().toString());
        return out.toByteArray();
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Class<DescribeTrtcUsage.Request> requestType() {
        return real.requestType();
    }

    @Override
    public Class<DescribeTrtcUsage.Answer> answerType() {
        return real.answerType();
    }

    @Override
    public ActionErrors errors() {
        return real.errors();
    }

    @Override
    public DescribeTrtcUsage.Answer handle(DescribeTrtcUsage.Request request, Call call) {
        return answer;
    }
}
