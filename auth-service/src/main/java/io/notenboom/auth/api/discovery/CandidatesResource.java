// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.client.Candidates;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Own organisations that could take part in a discovery service (internal). */
@Path("/auth/v1/discovery/{service}/candidates")
@RunOnVirtualThread
public class CandidatesResource {

    private final Candidates candidates;
    private final Caller caller;

    /** Tells about these. */
    public CandidatesResource(Candidates candidates, Caller caller) {
        this.candidates = candidates;
        this.caller = caller;
    }

    /** Subjects that hold the credentials, that the registry knows, and that are not activated; those of the caller only. */
    @GET
    @RequiresScope("vcr:read")
    public ObjectNode list(@PathParam("service") String service) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("candidates");
        candidates
                .of(service, subject -> caller.mayActFor(subject.value()))
                .orElseThrow(DiscoveryProblems::serviceNotFound)
                .forEach(candidate -> {
                    ArrayNode organisations = list.addObject()
                            .put("subject", candidate.subject().value())
                            .putArray("organisations");
                    candidate.organisations().forEach(organisations::add);
                });
        return answer;
    }
}
