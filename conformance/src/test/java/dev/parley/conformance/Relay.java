package dev.parley.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between a browser and a server that can be cut like a cable: datagrams are lost meanwhile, what is written
 * to connections waits, as TCP's own repetitions would make it, and new connections come to nothing. It can also lose
 * datagrams by chance, and let only so many bits in a second through to the browser. Thread-safe; its threads end with
 * it.
 */
final class Relay implements AutoCloseable {

    private static final int LARGEST_DATAGRAM = 65_507;
    private static final int CHUNK = 16_384;

    private final ServerSocket front;
    private final DatagramSocket mediaFront;
    private final Map<SocketAddress, DatagramSocket> mediaBacks = new ConcurrentHashMap<>();
    private final List<Socket> connections = new ArrayList<>();
    private volatile InetSocketAddress server;
    private volatile InetSocketAddress media = local(0);
    private final Bottleneck toClient;
    private final Thread deliverer;
    private boolean cut;

    /** The share of datagrams that is lost by chance, in either direction. */
    private volatile double loss;

    private volatile Random dice = new Random(0);

    private Relay(Endpoint endpoint) throws IOException {
        this.server = at(endpoint);
        this.front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.mediaFront = new DatagramSocket(local(0));
        this.toClient = new Bottleneck(mediaFront);
        this.deliverer = spawn("relay bottleneck", toClient::deliver);
    }

    /** Opens a way to a server's door; media is lost until it is known where the server takes it. */
    static Relay to(Endpoint endpoint) throws IOException {
        Relay relay = new Relay(endpoint);
        spawn("relay door", relay::accept);
        spawn("relay media", relay::forwardMedia);
        return relay;
    }

    /** Leads connections made from now on to another server. */
    void leadTo(Endpoint endpoint) {
        server = at(endpoint);
    }

    /** Where the server takes media. */
    void mediaTo(int port) {
        media = local(port);
    }

    /** What clients take for the server. */
    URI address() {
        return URI.create("http://127.0.0.1:" + front.getLocalPort());
    }

    /** What clients take for the server's media port. */
    int mediaPort() {
        return mediaFront.getLocalPort();
    }

    /** From now on nothing comes through; when that was. */
    Instants cut() {
        return at(() -> set(true));
    }

    /** From now on everything comes through again; when that was. */
    Instants mend() {
        return at(() -> set(false));
    }

    /**
     * From now on datagrams are lost by chance, in both directions.
     *
     * @param share of them that is lost, from 0 to 1
     * @param seed decides which
     */
    void lose(double share, long seed) {
        dice = new Random(seed);
        loss = share;
    }

    /**
     * From now on only so much comes through to the client, as datagrams; what does not fit waits for a while, or is
     * lost. What the client sends, and connections, are as fast as ever.
     *
     * @return when that was
     */
    Instants narrow(long bitsPerSecond) {
        return at(() -> toClient.narrow(bitsPerSecond));
    }

    /** From now on everything comes through to the client again; when that was. */
    Instants widen() {
        return at(toClient::widen);
    }

    private static Instants at(Runnable change) {
        long before = System.currentTimeMillis();
        change.run();
        return new Instants(before, System.currentTimeMillis());
    }

    private boolean isLost() {
        return isCut() || (loss > 0 && dice.nextDouble() < loss);
    }

    private synchronized void set(boolean newCut) {
        cut = newCut;
        notifyAll();
    }

    private synchronized boolean isCut() {
        return cut;
    }

    private synchronized void awaitMended() throws IOException {
        try {
            while (cut) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = front.accept();
            spawn("relay connection", () -> connect(client));
        }
    }

    /** Who asks while the cable is cut waits in vain, and has to ask again. */
    private void connect(Socket client) throws IOException {
        if (isCut()) {
            awaitMended();
            client.close();
            return;
        }
        Socket back = new Socket();
        synchronized (this) {
            connections.add(client);
            connections.add(back);
        }
        try (client;
                back) {
            back.connect(server);
            Thread answers = spawn("relay answers", () -> pump(back, client));
            pump(client, back);
            answers.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one side ends; then the other does, too. */
    private void pump(Socket from, Socket to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                awaitMended();
                out.write(chunk, 0, length);
            }
            awaitMended();
        }
    }

    private void forwardMedia() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        while (true) {
            packet.setLength(LARGEST_DATAGRAM);
            mediaFront.receive(packet);
            if (!isLost() && media.getPort() != 0) {
                DatagramSocket back = mediaBacks.computeIfAbsent(packet.getSocketAddress(), this::openBack);
                packet.setSocketAddress(media);
                back.send(packet);
            }
        }
    }

    private DatagramSocket openBack(SocketAddress client) {
        try {
            DatagramSocket back = new DatagramSocket(local(0));
            spawn("relay media back", () -> returnMedia(back, client));
            return back;
        } catch (SocketException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void returnMedia(DatagramSocket back, SocketAddress client) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        while (true) {
            packet.setLength(LARGEST_DATAGRAM);
            back.receive(packet);
            if (!isLost()) {
                packet.setSocketAddress(client);
                toClient.pass(packet);
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    /** What it does ends with its sockets. */
    private static Thread spawn(String name, Task task) {
        return Thread.ofVirtual().name(name).start(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static InetSocketAddress at(Endpoint endpoint) {
        return local(endpoint.address().getPort());
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() throws IOException {
        mend();
        deliverer.interrupt();
        front.close();
        mediaFront.close();
        mediaBacks.values().forEach(DatagramSocket::close);
        List<Socket> open;
        synchronized (this) {
            open = List.copyOf(connections);
        }
        for (Socket connection : open) {
            connection.close();
        }
    }
}
