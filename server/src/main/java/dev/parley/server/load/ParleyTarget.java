package dev.parley.server.load;

import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.participant.WebRtcHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Parley, or a server that speaks WHIP and WHEP as it does. */
final class ParleyTarget implements Target {

    private static final Duration TICKET_LIFE = Duration.ofDays(2);

    private final URI server;
    private final InetAddress address;
    private final long sdkAppId;
    private final String secretKey;
    private final LoadPlan plan;
    private final InstantSource clock;
    private final WebRtcHttp http = new WebRtcHttp();

    /**
     * @param server such as {@code http://127.0.0.1:9000}
     * @throws java.net.UnknownHostException when there is no such host
     */
    ParleyTarget(URI server, long sdkAppId, String secretKey, LoadPlan plan, InstantSource clock) throws IOException {
        this.server = server;
        this.address = InetAddress.getByName(server.getHost());
        this.sdkAppId = sdkAppId;
        this.secretKey = secretKey;
        this.plan = plan;
        this.clock = clock;
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public void check() {
        // The first publisher finds out everything there is to find out.
    }

    @Override
    public Agreement publish(int room, int publisher, LocalEnd local) throws IOException {
        String user = publisherName(room, publisher);
        return enter("pub", room, user, "", SdpWriter.offer(plan, local, true), local);
    }

    @Override
    public Agreement play(int room, int publisher, int subscriber, LocalEnd local) throws IOException {
        String user = plan.name() + "-" + room + "-s" + subscriber;
        String query = "&remoteuserid=" + publisherName(room, publisher);
        return enter("sub", room, user, query, SdpWriter.offer(plan, local, false), local);
    }

    private String publisherName(int room, int publisher) {
        return plan.name() + "-" + room + "-p" + publisher;
    }

    private Agreement enter(String door, int room, String user, String query, String offer, LocalEnd local)
            throws IOException {
        String ticket = UserSig.create(sdkAppId, secretKey, user, TICKET_LIFE.toSeconds(), clock.instant());
        URI endpoint = server.resolve(
                "/v2/" + door + "/" + sdkAppId + "/" + plan.name() + "-" + room + "?SessionID=" + user + query);
        WebRtcHttp.Session session = open(endpoint, ticket, offer);
        RemoteDescription answer = RemoteDescription.parse(session.answer());
        List<StreamFormat> streams =
                answer.streams(local).stream().map(OfferedStream::format).toList();
        return new Agreement(
                answer.peer(), answer.candidate(address), streams, () -> http.close(session.resource(), ticket));
    }

    private WebRtcHttp.Session open(URI endpoint, String ticket, String offer) throws IOException {
        try {
            return http.open(endpoint, ticket, offer);
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            throw new IOException("nobody answers at " + server + "; --server says where the server's HTTP is", nobody);
        }
    }

    @Override
    public void close() {
        // Each peer leaves by itself; the HTTP client ends with the process.
    }

    @Override
    public String toString() {
        return "parley " + server;
    }
}
