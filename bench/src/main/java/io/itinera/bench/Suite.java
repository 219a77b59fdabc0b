package io.itinera.bench;

import io.itinera.local.client.SuiteClient;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.Stack;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import java.util.Arrays;

/** The suite under measurement. */
record Suite(Stack stack, SuiteClient client) {

    Suite(Stack stack) {
        this(stack, new SuiteClient(stack.settings(), () -> stack.token("viewer", "editor", "approver", "operator")));
    }

    ServiceProcess service(StackService service) {
        return stack.service(service);
    }

    int port(StackPort port) {
        return stack.settings().port(port);
    }

    String bootstrap() {
        return stack.kafka().bootstrapServers();
    }

    /** Starts services together and waits until all are ready. */
    void start(StackService... services) {
        Arrays.stream(services).forEach(service -> service(service).start());
        Arrays.stream(services).forEach(service -> service(service).awaitReady());
    }

    /** Stops services, which keep their data. */
    void stop(StackService... services) {
        Arrays.stream(services).forEach(service -> service(service).terminate());
        Arrays.stream(services).forEach(service -> service(service).stop());
    }
}
