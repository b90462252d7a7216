// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.live;

import io.notenboom.kit.access.Caller;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Serves live streams. An operation of JAX-RS answers with {@link #open}, on a virtual thread, and states its scope as any
 * other; its stream ends when the token that opened it is revoked or expires. Clients beyond the limit get 503. A client that
 * does not take what it is sent is dropped by the idle time-out of the listener; meanwhile it costs its place and no memory.
 * Safe for many threads.
 */
@ApplicationScoped
public class LiveStreams {

    private static final Logger LOG = Logger.getLogger(LiveStreams.class);
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final int maxClients;
    private final Duration heartbeat;
    private final AtomicInteger clients = new AtomicInteger();
    private final Wakening wakening = new Wakening();
    private final Thread endAtShutdown = new Thread(wakening::end, "live-streams-end");

    @Inject
    LiveStreams(
            ServiceMeters meters,
            @ConfigProperty(name = "notenboom.live.max-clients", defaultValue = "64") int maxClients,
            @ConfigProperty(name = "notenboom.live.heartbeat", defaultValue = "15s") Duration heartbeat) {
        this.maxClients = maxClients;
        this.heartbeat = heartbeat;
        meters.gauge("live.clients", "open live streams", clients::get);
        // a draining shutdown waits for open requests, which these are
        Runtime.getRuntime().addShutdownHook(endAtShutdown);
    }

    /**
     * The answer with the events of a source. It begins after the event that {@code Last-Event-ID} names, without one with the
     * next event. Where events after that one are not there any more, the first event is {@code gap}, and the client has to
     * read its state anew.
     *
     * @param lastEventId value of the header, null if it was not sent
     * @throws ProblemException {@code invalid-request} if that is not one of our ids, {@code unavailable} if too many clients
     *     are connected
     */
    public Response open(LiveSource source, @Nullable String lastEventId, Caller caller, RoutingContext routing) {
        if (lastEventId != null && !ID.matcher(lastEventId).matches()) {
            throw new ProblemException(
                    EdgeProblem.INVALID_REQUEST, "Last-Event-ID is the id of an event of this stream, a number.");
        }
        occupy(routing);
        long from = lastEventId == null ? source.newest() : Long.parseLong(lastEventId);
        BooleanSupplier allowed = caller.standing();
        LiveStream live = new LiveStream(source, wakening, allowed, heartbeat);
        StreamingOutput stream = output -> {
            try {
                live.run(output, from);
            } catch (IOException gone) {
                LOG.debugf("the client of a live stream is gone: %s", gone.getMessage());
            }
        };
        return Response.ok(stream, MediaType.SERVER_SENT_EVENTS)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private void occupy(RoutingContext routing) {
        if (clients.incrementAndGet() > maxClients) {
            clients.decrementAndGet();
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE, "Too many live streams are open; close one, or try again later.");
        }
        AtomicBoolean left = new AtomicBoolean();
        routing.addEndHandler(end -> {
            if (left.compareAndSet(false, true)) {
                clients.decrementAndGet();
            }
        });
    }

    /** To be called after events were added to a source: its streams look. Cheap; may be called too often. */
    public void changed() {
        wakening.changed();
    }

    /** Number of open streams. */
    public int clients() {
        return clients.get();
    }

    @PreDestroy
    void close() {
        wakening.end();
        try {
            Runtime.getRuntime().removeShutdownHook(endAtShutdown);
        } catch (IllegalStateException underWay) {
            // the hook is what ends the streams now
            return;
        }
    }
}
