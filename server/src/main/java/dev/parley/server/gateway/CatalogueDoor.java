package dev.parley.server.gateway;

import java.io.IOException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code GET /api/actions.json}: the description of the API, for everybody, since it is documentation. */
public final class CatalogueDoor extends Handler.Abstract {

    private static final String PATH = "/api/actions.json";

    private final byte[] document;

    /** @param document see {@link dev.parley.server.actions.ApiCatalogue} */
    public CatalogueDoor(byte[] document) {
        this.document = document.clone();
    }

    /** A call of the cloud API may have any path; what carries a query or a signature is left to its door. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean asked = request.getMethod().equals("GET")
                && PATH.equals(request.getHttpURI().getPath())
                && request.getHttpURI().getQuery() == null
                && !request.getHeaders().contains(HttpHeader.AUTHORIZATION);
        if (!asked) {
            return false;
        }
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        AnswerStream out = new AnswerStream(request, response);
        try {
            out.write(document);
            out.close();
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        }
        return true;
    }
}
