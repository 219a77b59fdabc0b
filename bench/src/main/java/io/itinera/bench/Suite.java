package io.itinera.bench;

import io.itinera.local.client.SuiteClient;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.Stack;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import java.util.Arrays;
import java.util.Map;

/** The suite under measurement. */
record Suite(Stack stack, SuiteClient client) {

    Suite(Stack stack) {
        this(stack, new SuiteClient(stack.settings(), () -> stack.token("viewer", "editor", "approver", "operator")));
    }

    ServiceProcess service(StackService service) {
        return stack.service(service);
    }

    /** A pod of the engine with a state of its own, which reports what it does into PostgreSQL or does not. */
    ServiceProcess engine(boolean reporting) {
        return service(StackService.JOURNEY)
                .twin(9, Map.of("MP_MESSAGING_INCOMING_TRANSITIONS_ENABLED", Boolean.toString(reporting)));
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
