package io.itinera.journey.segments;

import io.itinera.conditions.Conditions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Has profile-service keep what published versions need, in the background and for as long as it takes, and says so to the engine. The
 * engine knows the version by then, so that it hears who is in a segment while that is filled. What is needed is in the database, so
 * that a restart goes on; two pods at it do the same twice.
 */
@ApplicationScoped
class Preparer {

    private static final Logger LOG = Logger.getLogger(Preparer.class);
    private static final int AT_A_TIME = 200;
    private static final int MAX_NAME = 200;

    private final NeedStore needs;
    private final SegmentClient segments;
    private final Announcer announcer;
    private final SegmentsConfig config;
    private final InstantSource clock;

    Preparer(
            NeedStore needs,
            @RestClient SegmentClient segments,
            Announcer announcer,
            SegmentsConfig config,
            InstantSource clock) {
        this.needs = needs;
        this.segments = segments;
        this.announcer = announcer;
        this.config = config;
        this.clock = clock;
    }

    /** Goes over all that is not ready. */
    @Scheduled(every = "{itinera.journey.segments.interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void prepare() {
        for (Need need : needs.open(clock.instant().minus(config.settle()), AT_A_TIME)) {
            if (announcer.announced(need.journey()) && !attempt(need)) {
                return;
            }
        }
        NeedStore.Superseded superseded = superseded();
        for (String segment : needs.unused(superseded, AT_A_TIME)) {
            if (!remove(segment, superseded)) {
                return;
            }
        }
    }

    private NeedStore.Superseded superseded() {
        Instant now = clock.instant();
        return new NeedStore.Superseded(
                now.minus(config.keepEntry()), now.minus(config.keepInside()), now.minus(config.keepGoals()));
    }

    /** @return false when profile-service does not answer, so that asking on is of no use */
    private boolean attempt(Need need) {
        try {
            if ("ready".equals(state(need))) {
                ready(need);
            }
            return true;
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            note(need, status < 500 ? "profile-service refuses it with status " + status : unavailable());
            return status < 500;
        } catch (ProcessingException | UncheckedIOException e) {
            note(need, unavailable());
            return false;
        }
    }

    private String state(Need need) {
        try {
            String state = segments.segment(need.segment()).state();
            if (!"removed".equals(state)) {
                return state;
            }
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() != 404) {
                throw e;
            }
        }
        SegmentClient.Segment defined = segments.define(
                need.segment(),
                new SegmentClient.Definition(name(need), need.condition(), isShared(need), need.zone()));
        LOG.infof("segment asked for journey=%s version=%d segment=%s", need.journey(), need.version(), need.segment());
        return defined == null ? null : defined.state();
    }

    private static boolean isShared(Need need) {
        return need.segment().startsWith(Conditions.DERIVED);
    }

    private static String name(Need need) {
        String name = isShared(need)
                ? Conditions.parse(need.condition(), "").describe() + (need.zone() == null ? "" : ", " + need.zone())
                : "Who enters " + need.journey() + " by time, version " + need.version();
        return name.length() > MAX_NAME ? name.substring(0, MAX_NAME - 1) + "…" : name;
    }

    private void ready(Need need) {
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew().run(() -> {
            needs.ready(need, now);
            announcer.changed(need.journey());
        });
        LOG.infof("segment ready journey=%s version=%d segment=%s", need.journey(), need.version(), need.segment());
    }

    private void note(Need need, String problem) {
        if (!problem.equals(need.problem())) {
            needs.failed(need, problem);
            LOG.warnf(
                    "segment not ready, trying again journey=%s version=%d segment=%s problem=%s",
                    need.journey(), need.version(), need.segment(), problem);
        }
    }

    private static String unavailable() {
        return "profile-service does not answer";
    }

    private boolean remove(String segment, NeedStore.Superseded superseded) {
        try {
            segments.remove(segment, "*");
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            if (status >= 500) {
                return false;
            }
            if (status != 404) {
                LOG.warnf("segment not removed segment=%s status=%d", segment, status);
            }
        } catch (ProcessingException | UncheckedIOException e) {
            return false;
        }
        needs.forget(segment, superseded, clock.instant());
        LOG.infof("segment given back segment=%s", segment);
        return true;
    }
}
