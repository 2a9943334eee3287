package dev.parley.server.transport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Real sockets to a worker on this machine, used the plain way. */
final class Wires {

    private Wires() {}

    static LoopbackClient.Wire udp(InetSocketAddress server) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, server.getAddress());
        socket.connect(server);
        return new LoopbackClient.Wire() {
            @Override
            public void send(byte[] datagram) throws IOException {
                socket.send(new DatagramPacket(datagram, datagram.length));
            }

            @Override
            public byte @Nullable [] receive() {
                DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
                try {
                    socket.receive(packet);
                    return Arrays.copyOf(packet.getData(), packet.getLength());
                } catch (IOException closed) {
                    return null;
                }
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    /** Frames of RFC 4571 over one connection (RFC 6544). */
    static LoopbackClient.Wire tcp(InetSocketAddress server) throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return new LoopbackClient.Wire() {
            @Override
            public void send(byte[] datagram) throws IOException {
                byte[] frame = new byte[datagram.length + 2];
                frame[0] = (byte) (datagram.length >> 8);
                frame[1] = (byte) datagram.length;
                System.arraycopy(datagram, 0, frame, 2, datagram.length);
                out.write(frame);
            }

            @Override
            public byte @Nullable [] receive() {
                try {
                    byte[] frame = new byte[in.readUnsignedShort()];
                    in.readFully(frame);
                    return frame;
                } catch (IOException ended) {
                    return null;
                }
            }

            @Override
            public void close() {
                try {
                    socket.close();
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
            }
        };
    }
}
