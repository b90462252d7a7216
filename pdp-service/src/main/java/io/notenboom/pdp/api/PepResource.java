// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.pdp.pep.PepJson;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.transfer.FhirSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;

/** {@code /pdp/v1/peps}: enforcement points. */
@Path("/pdp/v1/peps")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PepResource {

    private static final int KEY_BYTES = 32;

    private final PepRegister peps;
    private final ProfileCatalogue profiles;
    private final FhirSettings fhir;
    private final SecureRandom random;
    private final Caller caller;

    /** Over the register. */
    public PepResource(
            PepRegister peps, ProfileCatalogue profiles, FhirSettings fhir, SecureRandom random, Caller caller) {
        this.peps = peps;
        this.profiles = profiles;
        this.fhir = fhir;
        this.random = random;
        this.caller = caller;
    }

    /** Registers or replaces; answers a new key once when the request has no {@code keySha256}. */
    @PUT
    @Path("/{id}")
    @RequiresScope("pdp:admin")
    public Response put(@PathParam("id") String id, byte[] body) {
        ObjectNode json = RequestJson.read(body);
        String key = "";
        if (!json.has("keySha256")) {
            byte[] bytes = new byte[KEY_BYTES];
            random.nextBytes(bytes);
            key = "pep_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            json.put("keySha256", PepRegister.keyHash(key));
        }
        PepRegistration registration = read(id, json);
        if (profiles.find(registration.standing().profile()).isEmpty()) {
            throw Problems.badRequest(
                    "Name a profile that is shipped: " + profiles.all().keySet() + ".");
        }
        caller.requireSubject(registration.standing().subject());
        peps.find(id).ifPresent(known -> caller.requireSubject(known.standing().subject()));
        int status = peps.find(id).isPresent() ? 200 : 201;
        peps.put(registration);
        ObjectNode answer = shown(registration);
        if (!key.isEmpty()) {
            answer.put("key", key);
        }
        return Response.status(status).entity(answer).build();
    }

    private PepRegistration read(String id, ObjectNode json) {
        try {
            return PepJson.read(id, json, fhir.version());
        } catch (IllegalArgumentException incorrect) {
            throw Problems.badRequest(String.valueOf(incorrect.getMessage()));
        }
    }

    /** All registrations, without keys. */
    @GET
    @RequiresScope("pdp:admin")
    public ObjectNode list() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("peps");
        peps.all().stream()
                .filter(pep -> caller.mayActFor(pep.standing().subject()))
                .sorted(Comparator.comparing(PepRegistration::id))
                .forEach(pep -> list.add(shown(pep)));
        return answer;
    }

    /** One registration, without its key. */
    @GET
    @Path("/{id}")
    @RequiresScope("pdp:admin")
    public ObjectNode get(@PathParam("id") String id) {
        return peps.find(id)
                .filter(pep -> caller.mayActFor(pep.standing().subject()))
                .map(PepResource::shown)
                .orElseThrow(() -> Problems.notFound("No such enforcement point."));
    }

    /** Removes one; its key is worth nothing from then on. */
    @DELETE
    @Path("/{id}")
    @RequiresScope("pdp:admin")
    public Response delete(@PathParam("id") String id) {
        peps.find(id).ifPresent(known -> caller.requireSubject(known.standing().subject()));
        peps.remove(id);
        return Response.noContent().build();
    }

    private static ObjectNode shown(PepRegistration pep) {
        ObjectNode json = PepJson.write(pep);
        json.remove("keySha256");
        return json;
    }
}
