// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.decisionlog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.kit.chainlog.LogSegment;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.log.AuditEvents;
import io.notenboom.pdp.log.LogQuery;
import io.notenboom.pdp.log.LogSearch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/** {@code /pdp/v1/decision-log}: the log as a whole, for whoever audits it. */
@Path("/pdp/v1/decision-log")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DecisionLogResource {

    private static final int AT_ONCE = 4;
    private static final int PAGE = 1_000;

    private final HashChainedLog log;
    private final LogSearch search;
    private final Caller caller;
    private final Semaphore exports = new Semaphore(AT_ONCE);

    /** Over the log. */
    public DecisionLogResource(HashChainedLog log, LogSearch search, Caller caller) {
        this.log = log;
        this.search = search;
        this.caller = caller;
    }

    /** How far the log has come, and its files. A head that is noted elsewhere shows later whether the log is whole. */
    @GET
    @RequiresScope("pdp:audit")
    public ObjectNode state() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("head", log.head().toString()).put("records", log.head().records());
        answer.put("first", log.first());
        ArrayNode list = answer.putArray("segments");
        for (LogSegment segment : log.segments()) {
            list.addObject()
                    .put("name", segment.name())
                    .put("first", segment.firstSequence())
                    .put("bytes", segment.bytes());
        }
        return answer;
    }

    /** Every decision that is asked for, oldest first, one JSON object on each line. */
    @GET
    @Path("/decisions")
    @Produces("application/x-ndjson")
    @RequiresScope("pdp:audit")
    public Response decisions(@BeanParam LogFilter filter) {
        LogQuery query = filter.query();
        Optional<Long> from = filter.place();
        Predicate<String> subjects = mine();
        if (exports.availablePermits() == 0) {
            throw Problems.unavailable(AT_ONCE + " exports are under way; try again when one is done.");
        }
        // taken when the stream begins: one that never does gives nothing back
        StreamingOutput stream = output -> {
            exports.acquireUninterruptibly();
            try {
                write(output, query, subjects, from);
            } finally {
                exports.release();
            }
        };
        return Response.ok(stream).type("application/x-ndjson").build();
    }

    private void write(OutputStream output, LogQuery query, Predicate<String> subjects, Optional<Long> from)
            throws IOException {
        LogSearch.Page page = search.oldestFirst(query, subjects, from, PAGE);
        writePage(output, page);
        while (page.next().isPresent()) {
            page = search.oldestFirst(query, subjects, page.next(), PAGE);
            writePage(output, page);
        }
    }

    private static void writePage(OutputStream output, LogSearch.Page page) throws IOException {
        for (ObjectNode decision : page.decisions()) {
            output.write(decision.toString().getBytes(StandardCharsets.UTF_8));
            output.write('\n');
        }
        output.flush();
    }

    /** Decisions as FHIR R4 AuditEvents, oldest first, in a Bundle with a link to the next page. */
    @GET
    @Path("/audit-events")
    @Produces("application/fhir+json")
    @RequiresScope("pdp:audit")
    public ObjectNode auditEvents(@BeanParam LogFilter filter, @Context UriInfo uri) {
        LogSearch.Page page = search.oldestFirst(filter.query(), mine(), filter.place(), filter.most());
        ObjectNode bundle = AuditEvents.bundle(page.decisions());
        ArrayNode links = JsonNodeFactory.instance.arrayNode();
        links.addObject().put("relation", "self").put("url", uri.getRequestUri().toString());
        page.next().ifPresent(next -> links.addObject()
                .put("relation", "next")
                .put(
                        "url",
                        uri.getRequestUriBuilder()
                                .replaceQueryParam("cursor", next)
                                .build()
                                .toString()));
        bundle.set("link", links);
        return bundle;
    }

    /** Asked later, when the request is over: so what the caller may do is taken from it now. */
    private Predicate<String> mine() {
        var subjects = caller.identity().subjects();
        return subject -> subjects.isEmpty() || subjects.get().contains(subject);
    }
}
