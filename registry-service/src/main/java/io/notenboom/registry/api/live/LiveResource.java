// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.live;

import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.live.LiveStreams;
import io.notenboom.registry.api.Inputs;
import io.notenboom.registry.event.EventId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Events as they are accepted (server-sent events). */
@Path("/registry/v1/live")
@RunOnVirtualThread
public final class LiveResource {

    private static final int MAX_TYPE = 64;

    private final AcceptedEvents events;
    private final LiveStreams streams;
    private final Caller caller;

    LiveResource(AcceptedEvents events, LiveStreams streams, Caller caller) {
        this.events = events;
        this.streams = streams;
        this.caller = caller;
    }

    /** From now on, or after the event that {@code Last-Event-ID} names; of one stream, of one type, or all. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RequiresScope("registry:read")
    public Response live(
            @QueryParam("sid") @Nullable String sid,
            @QueryParam("type") @Nullable String type,
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @Context RoutingContext routing) {
        EventId stream = sid == null ? null : Inputs.eventId(sid);
        String wanted = Inputs.optionalText(type, "type", MAX_TYPE);
        return streams.open(
                events.source(entry -> (stream == null || entry.stream().equals(stream))
                        && (wanted == null || entry.type().equals(wanted))),
                last,
                caller,
                routing);
    }
}
