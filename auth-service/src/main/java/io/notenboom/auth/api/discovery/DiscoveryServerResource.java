// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.server.DiscoveryServer;
import io.notenboom.auth.discovery.server.ListOutcome;
import io.notenboom.auth.discovery.server.RegisterOutcome;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server of discovery services (public), as a Nuts node v6 serves it. */
@Path("/discovery/{id}")
@RunOnVirtualThread
public class DiscoveryServerResource {

    private static final String FORWARDED = "X-Forwarded-Host";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final DiscoveryServer server;

    /** Serves this. */
    public DiscoveryServerResource(DiscoveryServer server) {
        this.server = server;
    }

    /** The entries after a timestamp; all without one. */
    @GET
    @NoScopeNeeded("whoever knows the service may read its list")
    public Response list(
            @PathParam("id") String id,
            @QueryParam("timestamp") @Nullable String timestamp,
            @HeaderParam(FORWARDED) @Nullable String forwardedHost) {
        return switch (server.list(id, number(timestamp), forwardedHost)) {
            case ListOutcome.Listed listed ->
                Response.ok(json(listed.page()), MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
            case ListOutcome.UnknownService _ -> throw DiscoveryProblems.serviceNotFound();
            case ListOutcome.Loop _ -> throw DiscoveryProblems.loop();
            case ListOutcome.ServerFailed failed -> throw DiscoveryProblems.serverFailed(failed.reason());
        };
    }

    /** Registers or retracts; who signed the presentation is who does it. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @NoScopeNeeded("the presentation says who registers")
    public Response register(
            @PathParam("id") String id, @HeaderParam(FORWARDED) @Nullable String forwardedHost, byte[] body) {
        return switch (server.register(id, presentation(body), forwardedHost)) {
            case RegisterOutcome.Registered _ ->
                Response.status(Response.Status.CREATED).build();
            case RegisterOutcome.Refused refused -> throw DiscoveryProblems.refused(refused.detail());
            case RegisterOutcome.UnknownService _ -> throw DiscoveryProblems.serviceNotFound();
            case RegisterOutcome.Full _ -> throw DiscoveryProblems.full();
            case RegisterOutcome.Busy _ -> throw DiscoveryProblems.busy();
            case RegisterOutcome.Loop _ -> throw DiscoveryProblems.loop();
            case RegisterOutcome.ServerFailed failed -> throw DiscoveryProblems.serverFailed(failed.reason());
        };
    }

    private static long number(@Nullable String timestamp) {
        if (timestamp == null || timestamp.isEmpty()) {
            return 0;
        }
        if (!NUMBER.matcher(timestamp).matches()) {
            throw DiscoveryProblems.badRequest("timestamp must be a whole number from 0");
        }
        return Long.parseLong(timestamp);
    }

    private static String presentation(byte[] body) {
        try {
            JsonNode json = StrictJson.parse(body, UnverifiedPresentation.MAX_LENGTH);
            return json.isTextual() ? json.textValue() : json.toString();
        } catch (JsonInputException malformed) {
            throw DiscoveryProblems.badRequest("the body must be a JSON string with a presentation as compact JWT");
        }
    }

    private static ObjectNode json(EntryPage page) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode entries = answer.putObject("entries");
        page.entries().forEach((timestamp, text) -> entries.put(Long.toString(timestamp), text));
        return answer.put("seed", page.seed()).put("timestamp", page.timestamp());
    }
}
