// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import io.notenboom.kit.problem.Problem;
import io.notenboom.registry.mcsd.fhir.Bundles;
import io.notenboom.registry.mcsd.fhir.FhirFormat;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells problems that arose before the directory was reached as OperationOutcomes, to those who asked for FHIR. */
@Singleton
public class OutcomeFilter {

    private static final Map<Integer, String> CODES = Map.of(
            401, "login",
            403, "forbidden",
            404, "not-found",
            405, "not-supported",
            406, "not-supported",
            413, "too-long",
            415, "not-supported",
            503, "transient");

    /** Changes the answer. */
    @ServerResponseFilter
    public void problems(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        if (path.startsWith("/mcsd/") && response.getEntity() instanceof Problem problem) {
            String code = CODES.getOrDefault(problem.status(), problem.status() < 500 ? "invalid" : "exception");
            response.setEntity(
                    FhirFormat.JSON.write(Bundles.error(code, problem.detail())),
                    response.getEntityAnnotations(),
                    MediaType.valueOf(FhirFormat.JSON.mediaType()));
        }
    }
}
