package io.itinera.journey.topology;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/** A stream thread that dies of something that passes, such as a broker away for long, is replaced; its tasks go on elsewhere. */
@ApplicationScoped
class ThreadReplacer implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = Logger.getLogger(ThreadReplacer.class);

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        LOG.error("stream thread replaced", exception);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
