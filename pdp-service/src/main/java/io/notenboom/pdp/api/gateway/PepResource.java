// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.pdp.api.Page;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.api.RequestJson;
import io.notenboom.pdp.pep.PepJson;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /pdp/v1/peps}: enforcement points. */
@Path("/pdp/v1/peps")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PepResource {

    private final PepRegister peps;
    private final PepChanges changes;
    private final Caller caller;

    /** Over the register. */
    public PepResource(PepRegister peps, PepChanges changes, Caller caller) {
        this.peps = peps;
        this.changes = changes;
        this.caller = caller;
    }

    /**
     * Registers or replaces. A new enforcement point that names no {@code keySha256} gets a key, which is answered once; one that
     * is replaced without it keeps its key.
     */
    @PUT
    @Path("/{id}")
    @Audited("pep.register")
    @RequiresScope("pdp:admin")
    public Response put(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            byte[] body) {
        PepChanges.Written written =
                changes.put(id, RequestJson.read(body), PepChanges.Condition.of(ifMatch, ifNoneMatch));
        ObjectNode answer = shown(written.pep());
        written.key().ifPresent(key -> answer.put("key", key));
        return Response.status(written.created() ? 201 : 200)
                .header("ETag", PepChanges.tag(written.pep()))
                .entity(answer)
                .build();
    }

    /** A new key, answered once; the one before counts for {@code overlapSeconds} more. */
    @POST
    @Path("/{id}/key")
    @Audited("pep.replace-key")
    @RequiresScope("pdp:admin")
    public Response rotate(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch, byte[] body) {
        ObjectNode json = body.length == 0 ? JsonNodeFactory.instance.objectNode() : RequestJson.read(body);
        PepChanges.Written written = changes.rotate(id, json, PepChanges.Condition.of(ifMatch, null));
        ObjectNode answer = shown(written.pep());
        written.key().ifPresent(key -> answer.put("key", key));
        return Response.ok(answer).header("ETag", PepChanges.tag(written.pep())).build();
    }

    /** All registrations by id, without keys, in pages. */
    @GET
    @RequiresScope("pdp:admin")
    public ObjectNode list(@QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable Integer limit) {
        Page page = Page.of(after, limit);
        List<PepRegistration> found = peps.all().stream()
                .filter(pep -> caller.mayActFor(pep.standing().subject()))
                .filter(pep ->
                        page.after().map(last -> pep.id().compareTo(last) > 0).orElse(true))
                .sorted(Comparator.comparing(PepRegistration::id))
                .limit(page.limit() + 1L)
                .toList();
        return page.answer("peps", found, PepResource::shown, PepRegistration::id);
    }

    /** One registration, without its key, with its version as ETag. */
    @GET
    @Path("/{id}")
    @RequiresScope("pdp:admin")
    public Response get(@PathParam("id") String id) {
        PepRegistration pep = peps.find(id)
                .filter(known -> caller.mayActFor(known.standing().subject()))
                .orElseThrow(() -> Problems.notFound("No such enforcement point."));
        return Response.ok(shown(pep)).header("ETag", PepChanges.tag(pep)).build();
    }

    /** Removes one; its key is worth nothing from then on. */
    @DELETE
    @Path("/{id}")
    @Audited("pep.remove")
    @RequiresScope("pdp:admin")
    public Response delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        changes.delete(id, PepChanges.Condition.of(ifMatch, null));
        return Response.noContent().build();
    }

    private static ObjectNode shown(PepRegistration pep) {
        ObjectNode json = PepJson.write(pep);
        json.remove("keySha256");
        Optional.ofNullable(json.remove("formerKey"))
                .ifPresent(former ->
                        json.put("formerKeyUntil", former.path("until").asText()));
        return json;
    }
}
