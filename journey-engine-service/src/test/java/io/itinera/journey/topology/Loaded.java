package io.itinera.journey.topology;

import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Whether the running engine has a journey: it comes over Kafka, a moment after its publication was answered. */
public final class Loaded {

    private Loaded() {}

    /** Waits until it has. */
    public static void await(String journey) {
        LiveCatalog catalog = CDI.current().select(LiveCatalog.class).get();
        Awaitility.await("journey " + journey + " loaded")
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .until(() -> catalog.now().states().contains(journey + "="));
    }
}
