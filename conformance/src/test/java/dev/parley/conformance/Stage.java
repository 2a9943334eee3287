package dev.parley.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one browser and the one endpoint of this run, made when first asked for and ended with the run. The
 * endpoint is that of the system properties if they name one, otherwise of a server started here.
 */
final class Stage implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Stage.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Browser.class || type == Endpoint.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
        if (parameter.getParameter().getType() == Browser.class) {
            return store.computeIfAbsent(Browser.class, type -> startBrowser(), Browser.class);
        }
        return Endpoint.ofSystemProperties()
                .orElseGet(() -> store.computeIfAbsent(OwnServer.class, type -> OwnServer.start(), OwnServer.class)
                        .server()
                        .endpoint());
    }

    private static Browser startBrowser() {
        try {
            return Browser.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The shared server and its data directory, which goes with it. */
    private record OwnServer(Path data, RunningServer server) implements AutoCloseable {

        static OwnServer start() {
            try {
                Path data = Files.createTempDirectory("parley-conformance-");
                return new OwnServer(data, RunningServer.start(data, "--room-query-interval", "0"));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
