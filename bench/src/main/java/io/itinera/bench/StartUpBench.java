package io.itinera.bench;

import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.StackService;

/** How long each service takes from its command to ready, and what it holds then. */
final class StartUpBench {

    private final Suite suite;
    private final Report report;

    StartUpBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    void run(int rounds) {
        report.section("Start-up of each service, alone, from its ahead-of-time cache (median of " + rounds + ")");
        report.progress("recording the caches");
        suite.stack().makeStartupCaches();
        for (StackService service : StackService.values()) {
            double[] seconds = new double[rounds];
            double[] rss = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                ServiceProcess process = suite.service(service);
                long start = System.nanoTime();
                process.start();
                process.awaitReady();
                seconds[i] = (System.nanoTime() - start) / 1e9;
                rss[i] = ProcessUsage.of(process.pid()).rssMiB();
                process.stop();
            }
            String name = "startup." + service.module();
            report.add(new Figure(name + ".ready", "s", seconds));
            report.add(new Figure(name + ".rss", "MiB", rss));
        }
    }
}
