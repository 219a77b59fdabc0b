package io.itinera.systemtests.suite;

import io.itinera.local.backend.Directories;
import io.itinera.local.backend.KafkaLogging;
import io.itinera.local.backend.ReceivedMail;
import io.itinera.local.client.SuiteClient;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.Stack;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import io.itinera.local.stack.StackSettings;
import io.itinera.systemtests.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One packaged suite for all tests of this JVM, started with the first and stopped with the JVM. */
final class RunningSuite {

    /**
     * How long something may take that takes seconds when nothing else runs. A wait is over when what is awaited is there; this only
     * keeps a busy machine from being taken for a defect.
     */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Key of the segment of those who try journeys out. */
    static final String TESTERS = "testers";

    /** Services that are killed and started again and again are rather up soon than fast after minutes. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private static RunningSuite running;

    private final KafkaLogging logging = new KafkaLogging();
    private final Stack stack;
    private final SuiteClient client;
    private final WebhookReceiver receiver;
    private final String writeKey;

    private RunningSuite(Stack stack, WebhookReceiver receiver) {
        this.stack = stack;
        this.receiver = receiver;
        // The inbox's threads see their connections reset when a test kills the sender; that is no failure of the test.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        logging.quiet();
        stack.start();
        this.client = new SuiteClient(
                stack.settings(), () -> stack.token("viewer", "editor", "approver", "operator", "privacy"));
        this.writeKey = client.makeWriteKey("system-tests");
        client.must(
                StackPort.CHANNELS,
                "PUT",
                "/v1/endpoints/receiver",
                "{\"url\":\"http://127.0.0.1:%d/\"}".formatted(receiver.port()));
        client.must(
                StackPort.CHANNELS,
                "PUT",
                "/v1/templates/hook",
                "{\"channel\":\"webhook\",\"endpoint\":\"receiver\",\"body\":\"{\\\"n\\\":\\\"{{ event.n }}\\\"}\"}");
        client.must(StackPort.CHANNELS, "PUT", "/v1/templates/letter", """
                {"channel":"email","subject":"Number {{ event.n }} for {{ profile.firstName | default: 'you' }}",
                 "html":"<p>Hello {{ profile.firstName | default: 'you' }}, see <a href=\\"https://shop.example/offer\\">the offer</a>.</p>",
                 "text":"Hello {{ profile.firstName | default: 'you' }}: https://shop.example/offer"}""");
    }

    /** The suite; the first call starts it. */
    static synchronized RunningSuite get() {
        if (running == null) {
            Path state = Repository.ROOT.resolve("system-tests/target/suite");
            Directories.delete(state);
            WebhookReceiver receiver = new WebhookReceiver();
            Stack stack = new Stack(settings(state, receiver), line -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "suite-stop"));
            running = new RunningSuite(stack, receiver);
        }
        return running;
    }

    private static StackSettings settings(Path state, WebhookReceiver receiver) {
        StackSettings settings = StackSettings.onRandomPorts(Repository.ROOT, state);
        Map<StackService, Map<String, String>> own = Map.of(
                StackService.CHANNEL,
                Map.of("ITINERA_CHANNEL_WEBHOOK_ALLOW_LOOPBACK", "true"),
                StackService.JOURNEY,
                Map.of(
                        "ITINERA_JOURNEY_TEST_SEGMENTS",
                        TESTERS,
                        "ITINERA_JOURNEY_CALLS_ALLOW_LOOPBACK",
                        "true",
                        "ITINERA_JOURNEY_CALLS_ALLOWED_URLS",
                        "http://127.0.0.1:%d/".formatted(receiver.port()),
                        // A second pod is to be at work at once, however much the first one knows by then.
                        "KAFKA_STREAMS_ACCEPTABLE_RECOVERY_LAG",
                        "1000000000"));
        for (StackService service : StackService.values()) {
            Map<String, String> variables = new HashMap<>(own.getOrDefault(service, Map.of()));
            variables.put(StackSettings.JVM_OPTIONS, QUICK_START);
            settings = settings.with(service, variables);
        }
        return settings;
    }

    Stack stack() {
        return stack;
    }

    SuiteClient client() {
        return client;
    }

    WebhookReceiver receiver() {
        return receiver;
    }

    /** Sends to intake. */
    EventSender sender() {
        return new EventSender(client, writeKey);
    }

    /** The write key of {@link #sender()}, for other people's clients. */
    String writeKey() {
        return writeKey;
    }

    /** Mails to an address, in the order in which they came. */
    List<ReceivedMail> mails(String address) {
        return stack.inbox().raw(0).stream()
                .map(ReceivedMail::parse)
                .filter(mail -> mail.to().contains(address))
                .toList();
    }

    /** Starts a service that was stopped or killed and waits until it is ready. */
    void restart(StackService service) {
        ServiceProcess process = stack.service(service);
        process.start();
        process.awaitReady();
    }

    /** A journey that answers each event of that name, told apart by property {@code n}, with one webhook message. */
    void publishAnswer(String key, String event, String purpose) {
        client.publish("""
                {"key":"%s","name":"%s","entry":{"on":{"event":"%s"},"reentry":{"mode":"every-time","key":"n"}},
                 "start":"answer","steps":{
                   "answer":{"type":"send","channel":"webhook","template":"hook","purpose":"%s","next":"end"},
                   "end":{"type":"exit"}}}""".formatted(key, key, event, purpose));
    }
}
