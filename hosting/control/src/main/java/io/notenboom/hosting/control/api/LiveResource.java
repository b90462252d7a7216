// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.live.LiveStreams;
import io.notenboom.kit.live.RecentEvents;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code /hosting/v1/live}: how far customers are, as it happens. */
@Path("/hosting/v1/live")
@Produces(MediaType.SERVER_SENT_EVENTS)
@RunOnVirtualThread
public class LiveResource {

    private final LiveStreams streams;
    private final RecentEvents events;
    private final Caller caller;

    /** Over the events of this process. */
    public LiveResource(LiveStreams streams, RecentEvents events, Caller caller) {
        this.streams = streams;
        this.events = events;
        this.caller = caller;
    }

    /** Server-sent events {@code customer.changed}. */
    @GET
    @RequiresScope("hosting:read")
    public Response live(@HeaderParam("Last-Event-ID") @Nullable String lastEventId, @Context RoutingContext routing) {
        return streams.open(events, lastEventId, caller, routing);
    }
}
