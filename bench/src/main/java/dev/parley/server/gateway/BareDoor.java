package dev.parley.server.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The least an HTTP server must do: reads the whole body and answers with bytes that were ready before. */
final class BareDoor extends Handler.Abstract {

    private final byte[] answer;

    BareDoor(byte[] answer) {
        this.answer = answer.clone();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        Content.Source.asInputStream(request).readAllBytes();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
        response.write(true, ByteBuffer.wrap(answer), callback);
        return true;
    }
}
