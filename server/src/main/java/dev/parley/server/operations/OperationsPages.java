package dev.parley.server.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything operators can ask a server for by HTTP, without the HTTP: a path and a query in, a status and bytes out.
 * JSON is printed for people; the names of its members stay as they are. Safe for any thread.
 */
public final class OperationsPages {

    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    /** What to answer. */
    public record Page(int status, String contentType, byte[] body) {}

    /** A line of the index. */
    private record Link(String path, String about) {}

    private record Index(List<Link> pages) {}

    private record NotFound(String error, List<Link> pages) {}

    private record Problem(String error) {}

    private record BriefReport(boolean well, Lifecycle.State state) {}

    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Lifecycle lifecycle;
    private final PrometheusRegistry registry;
    private final List<StatusPage> statusPages;
    private final Index index;

    public OperationsPages(Lifecycle lifecycle, PrometheusRegistry registry, List<StatusPage> statusPages) {
        this.lifecycle = lifecycle;
        this.registry = registry;
        this.statusPages = List.copyOf(statusPages);
        List<Link> links = new ArrayList<>(List.of(
                new Link("/healthz", "whether the process is worth keeping: 200, or 503 with the reasons"),
                new Link("/readyz", "whether work may be sent here: 200, or 503 with the reasons"),
                new Link("/metrics", "measurements for Prometheus, as text or OpenMetrics"),
                new Link("/status", "this list")));
        statusPages.forEach(page -> links.add(new Link(page.path(), page.about())));
        this.index = new Index(List.copyOf(links));
    }

    /**
     * Answers one request.
     *
     * @param path without its query, such as {@code /status/rooms}
     * @param query parameters by name, decoded
     * @param accept the media types the client takes, null when it doesn't say
     */
    public Page get(String path, Map<String, String> query, @Nullable String accept) {
        return switch (path) {
            case "/healthz" -> report(lifecycle.health());
            case "/readyz" -> report(lifecycle.readiness());
            case "/metrics" -> metrics(accept);
            case "/", "/status", "/status/" -> json(OK, index);
            default -> status(path, query);
        };
    }

    /** For doors that strangers reach too: whether, but not why. Null when the path is neither of the two. */
    public @Nullable Page brief(String path) {
        return switch (path) {
            case "/healthz" -> brief(lifecycle.health());
            case "/readyz" -> brief(lifecycle.readiness());
            default -> null;
        };
    }

    private Page brief(Lifecycle.Report report) {
        return json(report.well() ? OK : UNAVAILABLE, new BriefReport(report.well(), report.state()));
    }

    private Page report(Lifecycle.Report report) {
        return json(report.well() ? OK : UNAVAILABLE, report);
    }

    private Page status(String path, Map<String, String> query) {
        for (StatusPage page : statusPages) {
            if (page.path().equals(path)) {
                return status(page, query);
            }
        }
        return json(NOT_FOUND, new NotFound("there is no such page; these there are", index.pages()));
    }

    private Page status(StatusPage page, Map<String, String> query) {
        try {
            return json(OK, page.content().apply(query));
        } catch (StatusPage.BadParameterException wrong) {
            return json(BAD_REQUEST, new Problem(String.valueOf(wrong.getMessage())));
        }
    }

    private Page metrics(@Nullable String accept) {
        ExpositionFormatWriter writer = accept != null && accept.contains("application/openmetrics-text")
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return new Page(OK, writer.getContentType(), body.toByteArray());
    }

    private Page json(int status, Object content) {
        return new Page(status, JSON, (json.writeValueAsString(content) + "\n").getBytes(UTF_8));
    }
}
