package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;

/** Reads {@code multipart/form-data}: one part for each parameter, named as in a flattened call (spec/01 §2). */
final class MultipartReader {

    /** As many as a flattened call may have. */
    private static final int MAX_PARTS = 4096;

    private static final int MAX_PART_HEAD_BYTES = 8 * 1024;

    private MultipartReader() {}

    /**
     * Reads a whole body.
     *
     * @return texts by name, in the order received
     * @throws ApiException {@code InvalidRequest} when the body does not follow its boundary or a part has no name or
     *     is a file, {@code InvalidParameter} when a name comes twice
     */
    static SequencedMap<String, String> read(String contentType, byte[] body) {
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary(contentType));
        parser.setMaxParts(MAX_PARTS);
        parser.setPartHeadersMaxLength(MAX_PART_HEAD_BYTES);
        parser.setMaxLength(body.length);
        parser.setUseFilesForPartsWithoutFileName(false);
        parser.setMaxMemoryFileSize(-1);
        try (MultiPartFormData.Parts parts = parse(parser, body)) {
            return texts(parts);
        }
    }

    private static String boundary(String contentType) {
        String boundary;
        try {
            boundary = MultiPart.extractBoundary(contentType);
        } catch (RuntimeException unreadable) { // the library throws several over quotes that never end
            boundary = null;
        }
        if (boundary == null || boundary.isEmpty()) {
            throw malformed("its Content-Type names no boundary");
        }
        return boundary;
    }

    private static MultiPartFormData.Parts parse(MultiPartFormData.Parser parser, byte[] body) {
        try {
            return Blocker.blockWithPromise(
                    promise -> parser.parse(Content.Source.from(ByteBuffer.wrap(body)), promise));
        } catch (IOException | RuntimeException broken) { // the library throws both over broken parts
            throw malformed("it does not follow its boundary, or a part's headers are broken or too long, or there are"
                    + " more than " + MAX_PARTS + " parts");
        }
    }

    private static SequencedMap<String, String> texts(MultiPartFormData.Parts parts) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        for (MultiPart.Part part : parts) {
            if (part.getName() == null || part.getName().isEmpty()) {
                throw malformed("a part has no name");
            }
            if (part.getFileName() != null) {
                throw malformed("the part `" + part.getName() + "` is a file, and no action takes files");
            }
            if (texts.put(part.getName(), text(part)) != null) {
                throw new ApiException(
                        ApiError.INVALID_PARAMETER, "Parameter `" + part.getName() + "` is given twice.");
            }
        }
        return texts;
    }

    private static String text(MultiPart.Part part) {
        try {
            byte[] bytes = BufferUtil.toArray(Content.Source.asByteBuffer(part.getContentSource()));
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("the part `" + part.getName() + "` is not UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApiException malformed(String what) {
        return new ApiException(ApiError.INVALID_REQUEST, "The multipart body is malformed: " + what + ".");
    }
}
