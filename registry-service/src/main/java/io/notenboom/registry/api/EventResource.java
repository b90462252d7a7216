// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.registry.api.history.EventPages;
import io.notenboom.registry.api.history.HistoryQuery;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.ingest.EventIngest;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.RegistryView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history: events with their standing, and streams. */
@Path("/registry/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class EventResource {

    private final EventLog log;
    private final EventIngest ingest;
    private final StreamDirectory directory;
    private final RegistryView view;
    private final EventPages pages;

    EventResource(EventLog log, EventIngest ingest, StreamDirectory directory, RegistryView view) {
        this.log = log;
        this.ingest = ingest;
        this.directory = directory;
        this.view = view;
        this.pages = new EventPages(log, directory, view);
    }

    /** Events of one stream by sequence, or of the whole log by index. */
    @GET
    @Path("/events")
    @RequiresScope("registry:read")
    public RegistryViews.Events events(@BeanParam HistoryQuery query) {
        return pages.page(query);
    }

    /** One event, with its signed form. */
    @GET
    @Path("/events/{id}")
    @RequiresScope("registry:read")
    public RegistryViews.LoggedEvent event(@PathParam("id") String id) {
        EventId eventId = Inputs.eventId(id);
        return log.find(eventId)
                .flatMap(
                        entry -> view.event(eventId).map(event -> RegistryViews.LoggedEvent.of(event, entry.compact())))
                .orElseThrow(() -> Problems.notFound("no event with this id is in the log"));
    }

    /** Takes a ready-made signed event. */
    @POST
    @Path("/events")
    @Consumes("application/jose")
    @RequiresScope("registry:write")
    @Idempotent
    @Audited("event.submit")
    public RegistryViews.DeliveryVerdict deliver(@Nullable String compact) {
        String event = Inputs.text(compact, "the body", 16_384).strip();
        return switch (ingest.submit(List.of(event)).getFirst()) {
            case IngestVerdict.Accepted accepted -> verdict("accepted", accepted.id());
            case IngestVerdict.Duplicate duplicate -> verdict("duplicate", duplicate.id());
            case IngestVerdict.Held held ->
                new RegistryViews.DeliveryVerdict(
                        "held", held.id().value(), held.reason().wireName(), null);
            case IngestVerdict.Rejected rejected ->
                new RegistryViews.DeliveryVerdict("rejected", null, rejected.code(), null);
            case IngestVerdict.Fork fork ->
                new RegistryViews.DeliveryVerdict(
                        "fork", fork.evidence().other().value(), null, null);
        };
    }

    private RegistryViews.DeliveryVerdict verdict(String verdict, EventId id) {
        return new RegistryViews.DeliveryVerdict(
                verdict,
                id.value(),
                null,
                view.event(id)
                        .map(event -> RegistryViews.Standing.of(event.standing()))
                        .orElse(null));
    }

    /** All streams, by id. */
    @GET
    @Path("/streams")
    @RequiresScope("registry:read")
    public RegistryViews.Streams streams(
            @QueryParam("forked") @Nullable Boolean forked,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Page<RegistryViews.Stream> page = Page.of(
                        directory.heads().stream().filter(head -> forked == null || forked == head.forked()),
                        head -> head.stream().value(),
                        limit,
                        cursor)
                .map(RegistryViews.Stream::of);
        return new RegistryViews.Streams(page.items(), page.next());
    }

    /** One stream. */
    @GET
    @Path("/streams/{sid}")
    @RequiresScope("registry:read")
    public RegistryViews.Stream stream(@PathParam("sid") String stream) {
        return directory
                .head(Inputs.eventId(stream))
                .map(RegistryViews.Stream::of)
                .orElseThrow(() -> Problems.notFound("no stream with this id is known"));
    }
}
