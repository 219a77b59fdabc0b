package io.itinera.local.backend;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An SMTP server on loopback that takes every mail and keeps it in memory. */
public final class InboxBackEnd implements AutoCloseable {

    private final int port;
    private final Consumer<byte[]> archive;
    private final List<byte[]> mails = new ArrayList<>();
    private GreenMail server;

    /** An inbox that forgets its mails when it ends. */
    public InboxBackEnd(int port) {
        this(port, List.of(), _ -> {});
    }

    /**
     * An inbox that starts with earlier mails.
     *
     * @param port where it listens
     * @param earlier mails that it has already, in wire form
     * @param archive is given each new mail in wire form before the sender is told that it was taken
     */
    public InboxBackEnd(int port, List<byte[]> earlier, Consumer<byte[]> archive) {
        this.port = port;
        this.archive = archive;
        mails.addAll(earlier);
    }

    /** Starts the server and returns when it takes mail. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        Ports.requireFree(port, "SMTP");
        GreenMail starting = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        starting.getUserManager().setMessageDeliveryHandler((mail, address) -> {
            keep(mail);
            return new InboxUser(address.getEmail());
        });
        starting.start();
        server = starting;
    }

    /** Stops the server; the mails stay. */
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Where mail is sent to. */
    public int port() {
        return port;
    }

    /** How many mails there are. */
    public int size() {
        synchronized (mails) {
            return mails.size();
        }
    }

    /** Mails in wire form, in the order in which they came, from the {@code from}th (0 is the first). */
    public List<byte[]> raw(int from) {
        synchronized (mails) {
            return List.copyOf(mails.subList(Math.min(from, mails.size()), mails.size()));
        }
    }

    /** Forgets all mails. */
    public void clear() {
        synchronized (mails) {
            mails.clear();
        }
    }

    private void keep(MovingMessage mail) throws MessagingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            mail.getMessage().writeTo(out);
        } catch (IOException e) {
            throw new MessagingException("the mail cannot be read", e);
        }
        archive.accept(out.toByteArray());
        synchronized (mails) {
            mails.add(out.toByteArray());
        }
    }
}
