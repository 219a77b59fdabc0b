package io.itinera.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.itinera.local.backend.BackEndException;
import io.itinera.local.client.SuiteClient;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackSecrets;
import io.itinera.local.stack.StackService;
import io.itinera.local.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** {@code ./itinera demo}: the way of a real shop's events through the suite, and what came of it. */
public final class Demo {

    /** Shop seconds per second where nothing else is asked for. */
    private static final double SPEED = 100;

    private static final double SLOWEST = 1;
    private static final double FASTEST = 400;
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** Nobody in the log buys in the last 44 minutes of the pause after the first cart: so late a call may be, and no later. */
    private static final Duration SLACK = Duration.ofMinutes(40);

    private static final long REPORT_EVERY = 1500;

    private final SuiteClient suite;
    private final DemoSetup setup;
    private final String run;
    private final double speed;
    private final List<ShopEvent> log = ShopLog.read();
    private final Set<Shopper> shoppers = new LinkedHashSet<>();
    private final Set<Shopper> concerned = new LinkedHashSet<>();

    private Demo(SuiteClient suite, String run, double speed) {
        this.suite = suite;
        this.run = run;
        this.setup = new DemoSetup(suite, run);
        this.speed = speed;
        log.stream().filter(ShopEvent::isWhole).forEach(row -> {
            shoppers.add(new Shopper(row.userId()));
            if (row.kind() != ShopEvent.Kind.VIEW) {
                concerned.add(new Shopper(row.userId()));
            }
        });
    }

    /** Arguments: the repository, then {@code --speed N} and {@code --json FILE}. */
    public static void main(String[] arguments) {
        double speed = SPEED;
        Path json = null;
        for (int i = 1; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            switch (arguments[i]) {
                case "--speed" -> speed = speed(value);
                case "--json" -> json = Path.of(value);
                default -> fail("\"%s\" is not known to demo: see ./itinera help".formatted(arguments[i]));
            }
        }
        StackSettings settings = StackSettings.from(Path.of(arguments[0]), System.getenv());
        String token = StackSecrets.open(settings.state().resolve("keys"), InstantSource.system())
                .token(List.of("viewer", "editor", "approver", "operator"));
        try (SuiteClient suite = new SuiteClient(settings, () -> token)) {
            Demo demo = new Demo(suite, newRun(), speed);
            DemoNumbers numbers = demo.run();
            if (json != null) {
                new ObjectMapper().writeValue(json.toFile(), numbers);
            }
            demo.links(settings).forEach(Demo::say);
        } catch (UncheckedIOException e) {
            fail("a service does not answer (%s): ./itinera status shows which".formatted(e.getMessage()));
        } catch (BackEndException | IOException e) {
            fail(e.getMessage());
        }
    }

    /**
     * Runs the demo against a suite that is up, and says on standard output how far it is.
     *
     * @param settings where the suite listens
     * @param token a bearer token of a viewer, editor, approver and operator
     * @param speed shop seconds per second
     */
    public static DemoNumbers run(StackSettings settings, String token, double speed) {
        try (SuiteClient suite = new SuiteClient(settings, () -> token)) {
            return new Demo(suite, newRun(), speed).run();
        }
    }

    private static String newRun() {
        return Long.toString(System.currentTimeMillis() / 1000, Character.MAX_RADIX);
    }

    private DemoNumbers run() {
        say(
                "A real shop's morning: %,d events of %,d shoppers, %.0f times as fast (about %d s)",
                log.size(), shoppers.size(), speed, Math.round(shopSeconds() / speed + 90 * 60 / speed));
        long acceptedBefore = suite.metric(StackPort.INTAKE, "itinera_events_accepted_total", "");
        long refusedBefore = suite.metric(StackPort.INTAKE, "itinera_events_refused_total", "");
        Replay replay = new Replay(suite, prepare(), run);
        MailReader reader = new MailReader(suite);
        try (ScheduledExecutorService reading = Executors.newSingleThreadScheduledExecutor()) {
            reading.scheduleWithFixedDelay(() -> quietly(reader), 1, 1, TimeUnit.SECONDS);
            replay.play(log, speed, progress(replay, reader));
            replay.finish(concerned);
            say("  the log is over: %,d events sent", replay.sent());
            if (replay.latest().compareTo(scaled(SLACK)) > 0) {
                say(
                        "  this machine was %d s behind: the numbers below are not those of an unhurried run; try --speed %.0f",
                        replay.latest().toSeconds(), Math.max(SLOWEST, speed / 2));
            }
            settle(reader);
            reading.shutdownNow();
        }
        Observation observation = observation();
        Await.until(
                "every shopper has a profile",
                Duration.ofMinutes(2),
                () -> observation.profiles() >= replay.identified());
        Observation.Messages messages = observation.messages(concerned);
        Observation.Journey cart = observation.journey(setup.journey("cart-recovery"));
        DemoNumbers numbers = new DemoNumbers(
                suite.metric(StackPort.INTAKE, "itinera_events_accepted_total", "") - acceptedBefore,
                suite.metric(StackPort.INTAKE, "itinera_events_refused_total", "") - refusedBefore,
                observation.profiles(),
                cart.entered(),
                cart.exited().getOrDefault("exit:bought", 0L),
                observation.journey(setup.journey("order-thanks")).entered(),
                messages.count("sent"),
                messages.suppressed(),
                messages.count("opened"),
                messages.count("clicked"),
                messages.count("unsubscribed"));
        DemoTable.lines(numbers).forEach(Demo::say);
        return numbers;
    }

    private String prepare() {
        setup.archiveEarlier();
        setup.template("demo-cart-reminder", "{{ profile.firstName | default: \"Hello\" }}, it is still in your cart");
        setup.template(
                "demo-order-thanks", "Thank you for your order, {{ profile.firstName | default: \"dear customer\" }}");
        int agreed = setup.consents(shoppers);
        say("  %,d of %,d shoppers have agreed to marketing mail", agreed, shoppers.size());
        Duration pause = scaled(PAUSE);
        Duration patience = scaled(PATIENCE);
        setup.publish("cart-recovery", Map.of("pause", pause, "patience", patience));
        setup.publish("order-thanks", Map.of());
        setup.publish("replay-finished", Map.of());
        say("  live: cart recovery (waits 1 h, here %s, then mails), order thanks", pause);
        return setup.writeKey();
    }

    /** Waits until all is through: events, waits, messages, opens and clicks. */
    private void settle(MailReader reader) {
        Observation observation = observation();
        Await.until(
                "all events are through the engine",
                Duration.ofMinutes(3),
                () -> observation.journey(setup.journey("replay-finished")).entered() == concerned.size());
        Duration longest = scaled(PAUSE).plus(scaled(PATIENCE)).plusMinutes(2);
        say("  waiting for the last carts: %s", scaled(PAUSE).plus(scaled(PATIENCE)));
        Await.until("all journeys have ended", longest, () -> live(observation) == 0);
        long asked = observation
                        .journey(setup.journey("cart-recovery"))
                        .arrived()
                        .getOrDefault("remind", 0L)
                + observation.journey(setup.journey("order-thanks")).arrived().getOrDefault("thank", 0L);
        Await.until(
                "all messages are sent or suppressed",
                Duration.ofMinutes(2),
                () -> observation.messages(concerned).settled() >= asked);
        long sent = observation.messages(concerned).count("sent");
        Await.until("all mails have come in", Duration.ofMinutes(1), () -> {
            reader.look();
            return reader.read() >= sent;
        });
        if (!reader.unsubscribeOne()) {
            throw new BackEndException(
                    "nobody could be unsubscribed: no marketing mail came, or its link does not work");
        }
        Await.until("opens, clicks and the unsubscribe are known", Duration.ofMinutes(1), () -> {
            Observation.Messages messages = observation.messages(concerned);
            return messages.count("opened") >= reader.opened()
                    && messages.count("clicked") >= reader.clicked()
                    && messages.count("unsubscribed") >= 1;
        });
    }

    private long live(Observation observation) {
        return observation.journey(setup.journey("cart-recovery")).live()
                + observation.journey(setup.journey("order-thanks")).live();
    }

    private Observation observation() {
        return new Observation(suite, List.of(setup.journey("cart-recovery"), setup.journey("order-thanks")));
    }

    private java.util.function.LongConsumer progress(Replay replay, MailReader reader) {
        AtomicLong next = new AtomicLong(REPORT_EVERY);
        return seconds -> {
            if (seconds >= next.get()) {
                next.addAndGet(REPORT_EVERY);
                say(
                        "  shop time %d:%02d  %,7d events sent, %,4d mails received",
                        seconds / 3600, seconds / 60 % 60, replay.sent(), reader.read());
            }
        };
    }

    private List<String> links(StackSettings settings) {
        String inbox = settings.url(StackPort.INBOX);
        Shopper one = concerned.iterator().next();
        List<String> lines = new ArrayList<>(List.of("", "Look at it:"));
        lines.add("  mails       " + inbox);
        lines.add("  a shopper   %s/v1/profiles/userId:%s and …/timeline"
                .formatted(settings.url(StackPort.PROFILES), one.userId()));
        lines.add("  counts      %s/v1/journeys/%s/counts"
                .formatted(settings.url(StackPort.JOURNEYS), setup.journey("cart-recovery")));
        lines.add("  the refused row  %s/v1/dead-letters".formatted(settings.url(StackPort.INTAKE)));
        lines.add(
                "  the APIs need a token: curl -H \"Authorization: Bearer $(./itinera token --role viewer --role operator)\" …");
        lines.add("  metrics     %s/q/metrics".formatted(settings.url(StackService.JOURNEY.port())));
        return lines;
    }

    private Duration scaled(Duration time) {
        return Duration.ofMillis(Math.round(time.toMillis() / speed));
    }

    private long shopSeconds() {
        return Duration.between(log.getFirst().at(), log.getLast().at()).toSeconds();
    }

    private static void quietly(MailReader reader) {
        try {
            reader.look();
        } catch (RuntimeException e) {
            // The next look, or the last one after the log, reads what this one could not.
            say("  the inbox could not be read: %s", e.getMessage());
        }
    }

    private static double speed(String text) {
        if (!text.matches("\\d{1,4}(\\.\\d+)?")
                || Double.parseDouble(text) < SLOWEST
                || Double.parseDouble(text) > FASTEST) {
            fail("--speed is \"%s\", expected a number from %.0f to %.0f".formatted(text, SLOWEST, FASTEST));
        }
        return Double.parseDouble(text);
    }

    private static void say(String format, Object... values) {
        System.out.println(values.length == 0 ? format : format.formatted(values));
    }

    private static void fail(String message) {
        System.err.println("itinera: " + message);
        System.exit(1);
    }
}
