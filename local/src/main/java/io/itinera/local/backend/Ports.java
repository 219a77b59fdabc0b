package io.itinera.local.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback interface. */
public final class Ports {

    /** Below the range from which the kernel takes ports for outgoing connections, so that none of those takes ours meanwhile. */
    private static final int LOWEST = 12_000;

    private static final int HIGHEST = 32_000;

    private Ports() {}

    /** A port that nobody listens on. */
    public static int free() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new BackEndException("no free port between %d and %d".formatted(LOWEST, HIGHEST));
    }

    /** Whether a server could listen on the port, on loopback and on all interfaces. */
    public static boolean isFree(int port) {
        return canBind(new InetSocketAddress(port)) && canBind(new InetSocketAddress(loopback(), port));
    }

    /** Fails, with words for people, unless the server of that name could listen on the port. */
    static void requireFree(int port, String name) {
        if (!isFree(port)) {
            throw new BackEndException("port %d for %s is taken".formatted(port, name));
        }
    }

    /** Whether somebody accepts connections on the port. */
    public static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Bound and never listened on: a process that is being started at this moment has our sockets too until it closes them, and
     * would keep a port that somebody listens on taken for longer than we do.
     */
    private static boolean canBind(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }
}
