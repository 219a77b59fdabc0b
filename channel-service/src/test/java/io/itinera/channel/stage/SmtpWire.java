package io.itinera.channel.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The wire between the service and the SMTP server: it can be down, and it can break at the worst moment. */
public final class SmtpWire {

    private static final String CUT = "smtp.cut";
    private static final String REFUSED = "smtp.refused.";
    private static final String CONFUSED = "smtp.confused.";
    private static final Pattern RECIPIENT = Pattern.compile("(?i)^RCPT TO:<([^>]*)>");

    private SmtpWire() {}

    static int start(int inbox) {
        return Shared.get("smtp.port", () -> {
            Shared.switches().put("smtp.inbox", Integer.toString(inbox));
            return listen(0);
        });
    }

    /** Nobody listens any more, and open connections end. */
    public static void down() {
        close(listener().getAndSet(null));
        sockets().forEach(SmtpWire::close);
    }

    /** Listens again, where it did before. */
    public static void up() {
        if (listener().get() == null) {
            Integer port = Shared.get("smtp.port", () -> 0);
            listen(port);
        }
    }

    /** The next mails arrive, but the connection breaks before the sender is told so. */
    public static void cutAfterData(int mails) {
        Shared.switches().put(CUT, Integer.toString(mails));
    }

    /** The server knows no such mailbox: RFC 5321, 550 in answer to RCPT. */
    public static void refuse(String address) {
        Shared.switches().put(REFUSED + address, "true");
    }

    /** The next time the server is told of this recipient, it answers that it does not know the command. */
    public static void confuse(String address) {
        Shared.switches().put(CONFUSED + address, "true");
    }

    private static int listen(int port) {
        try {
            ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            listener().set(server);
            Thread.ofPlatform().daemon().name("smtp-wire").start(() -> accept(server));
            return server.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void accept(ServerSocket server) {
        int inbox = Integer.parseInt(Shared.switches().get("smtp.inbox"));
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket real = new Socket(InetAddress.getLoopbackAddress(), inbox);
                sockets().add(client);
                sockets().add(real);
                AtomicBoolean silent = new AtomicBoolean();
                Thread.ofVirtual().start(() -> pump(client, real, silent, true));
                Thread.ofVirtual().start(() -> pump(real, client, silent, false));
            } catch (IOException e) {
                close(server);
            }
        }
    }

    private static void pump(Socket from, Socket to, AtomicBoolean silent, boolean sending) {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!sending && silent.get()) {
                    break;
                }
                if (sending && endsMail(buffer, n) && cut()) {
                    silent.set(true);
                }
                String answer = sending ? answer(buffer, n) : null;
                if (answer != null) {
                    from.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    continue;
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            close(from);
        } finally {
            close(from);
            close(to);
        }
    }

    private static boolean endsMail(byte[] buffer, int n) {
        String sent = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        return sent.equals(".\r\n") || sent.endsWith("\r\n.\r\n");
    }

    /** What the wire itself answers to a command; null where the server is to answer. */
    private static String answer(byte[] buffer, int n) {
        Matcher recipient = RECIPIENT.matcher(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        if (!recipient.find()) {
            return null;
        }
        if (Shared.switches().remove(CONFUSED + recipient.group(1)) != null) {
            return "500 command not recognised\r\n";
        }
        return Shared.switches().containsKey(REFUSED + recipient.group(1)) ? "550 5.1.1 no such mailbox\r\n" : null;
    }

    private static synchronized boolean cut() {
        int left = Integer.parseInt(Shared.switches().getOrDefault(CUT, "0"));
        if (left > 0) {
            cutAfterData(left - 1);
        }
        return left > 0;
    }

    private static AtomicReference<ServerSocket> listener() {
        return Shared.get("smtp.listener", AtomicReference::new);
    }

    private static Set<Socket> sockets() {
        return Shared.get("smtp.sockets", ConcurrentHashMap::newKeySet);
    }

    private static void close(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
