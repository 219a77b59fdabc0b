package io.itinera.bench;

import io.itinera.local.stack.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** What a service says of itself at {@code /q/metrics}. */
final class Metrics {

    private final HttpClient http = HttpClient.newHttpClient();

    /** Sum of the samples whose line begins so. */
    double sum(ServiceProcess service, String start) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/q/metrics".formatted(service.port()));
        String metrics = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Heap in use after a full collection, in MiB. */
    double heapAfterCollection(ServiceProcess service) throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(service.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return sum(service, "jvm_memory_used_bytes{area=\"heap\"") / 1048576.0;
    }
}
