package dev.parley.server.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer. The first {@value #HELD_BYTES} bytes are held back, so that a failure in them can still be
 * turned into a proper error, and so that small answers have a length. What is larger flows through. For one thread.
 */
final class AnswerStream extends OutputStream {

    private static final int HELD_BYTES = 64 * 1024;
    /** Smaller answers are not worth compressing (spec/01 §7). */
    private static final int MIN_GZIP_BYTES = 1024;

    private static final Pattern GZIP =
            Pattern.compile("(?:^|,)\\s*gzip\\s*(?:;\\s*q\\s*=\\s*([0-9.]+)\\s*)?(?:,|$)", Pattern.CASE_INSENSITIVE);

    private final Response response;
    private final boolean gzipOffered;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(1024);
    private @Nullable OutputStream flowing;

    AnswerStream(Request request, Response response) {
        this.response = response;
        this.gzipOffered = offersGzip(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING));
    }

    /** Whether {@code gzip} itself is offered with a quality above zero. */
    static boolean offersGzip(@Nullable String acceptEncoding) {
        Matcher offer = GZIP.matcher(acceptEncoding == null ? "" : acceptEncoding);
        return offer.find() && (offer.group(1) == null || !offer.group(1).matches("0?(\\.0*)?"));
    }

    /** True once bytes have left; from then on an error can only be shown by breaking the connection. */
    boolean isFlowing() {
        return flowing != null;
    }

    /** Forgets what is held; only before bytes have left. */
    void reset() {
        held.reset();
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (flowing == null && held.size() + length > HELD_BYTES) {
            flowing = open(gzipOffered);
            held.writeTo(flowing);
            held.reset();
        }
        OutputStream target = flowing == null ? held : flowing;
        target.write(bytes, offset, length);
    }

    /** Ends the answer. */
    @Override
    public void close() throws IOException {
        if (flowing != null) {
            flowing.close();
            return;
        }
        byte[] body = gzipOffered && held.size() > MIN_GZIP_BYTES ? compressed() : held.toByteArray();
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    private byte[] compressed() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(held.size() / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            held.writeTo(gzip);
        }
        declareGzip();
        return compressed.toByteArray();
    }

    private OutputStream open(boolean gzip) throws IOException {
        OutputStream out = Content.Sink.asOutputStream(response);
        if (!gzip) {
            return out;
        }
        declareGzip();
        return new GZIPOutputStream(out, 8192);
    }

    private void declareGzip() {
        response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
    }
}
