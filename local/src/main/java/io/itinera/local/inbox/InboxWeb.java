package io.itinera.local.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.itinera.local.backend.BackEndException;
import io.itinera.local.backend.InboxBackEnd;
import io.itinera.local.backend.ReceivedMail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The inbox in a browser, and for programs: {@code /} the newest mails, {@code /messages/{n}} one mail, {@code /api/messages} all
 * as JSON (with {@code ?after=n} only newer ones), {@code /api/messages/{n}} one in wire form. Mails are numbered from 1.
 */
public final class InboxWeb implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MESSAGE = Pattern.compile("(/api)?/messages/(\\d{1,9})(/html)?");
    private static final Pattern AFTER = Pattern.compile("(?:^|&)after=(\\d{1,9})(?:&|$)");

    private final InboxBackEnd inbox;
    private final int port;
    private HttpServer server;
    private ExecutorService threads;

    /** A web view that is not started yet. */
    public InboxWeb(InboxBackEnd inbox, int port) {
        this.inbox = inbox;
        this.port = port;
    }

    /** Starts to listen on loopback. */
    public void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new BackEndException("port %d for the inbox is taken".formatted(port), e);
        }
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
            threads.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/")) {
                send(exchange, 200, "text/html", InboxPages.list(inbox.raw(0)));
            } else if (path.equals("/api/messages")) {
                send(
                        exchange,
                        200,
                        "application/json",
                        list(exchange.getRequestURI().getQuery()));
            } else {
                message(exchange, MESSAGE.matcher(path));
            }
        }
    }

    private void message(HttpExchange exchange, Matcher path) throws IOException {
        int number = path.matches() ? Integer.parseInt(path.group(2)) : 0;
        List<byte[]> found = number < 1 ? List.of() : inbox.raw(number - 1);
        if (found.isEmpty()) {
            send(exchange, 404, "text/plain", "There is no such mail.\n");
        } else if (path.group(1) != null) {
            send(exchange, 200, "message/rfc822", new String(found.getFirst(), StandardCharsets.UTF_8));
        } else {
            ReceivedMail mail = ReceivedMail.parse(found.getFirst());
            // Only what the mail shows is framed: it may load pictures, as a mail program would, and run nothing.
            exchange.getResponseHeaders().set("Content-Security-Policy", "script-src 'none'; object-src 'none'");
            send(
                    exchange,
                    200,
                    "text/html",
                    path.group(3) != null ? mail.html() : InboxPages.message(number, inbox.size(), mail));
        }
    }

    private String list(String query) throws IOException {
        Matcher matcher = AFTER.matcher(query == null ? "" : query);
        int after = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        List<Map<String, Object>> all = new ArrayList<>();
        int number = after;
        for (byte[] raw : inbox.raw(after)) {
            ReceivedMail mail = ReceivedMail.parse(raw);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("number", ++number);
            one.put("from", mail.from());
            one.put("to", mail.to());
            one.put("subject", mail.subject());
            one.put("date", mail.header("Date"));
            one.put("headers", mail.headers());
            one.put("text", mail.text());
            one.put("html", mail.html());
            all.add(one);
        }
        return JSON.writeValueAsString(Map.of("messages", all, "total", inbox.size()));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
