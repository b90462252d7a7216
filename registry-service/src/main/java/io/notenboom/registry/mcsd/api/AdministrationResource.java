// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import io.notenboom.registry.mcsd.fhir.Role;
import jakarta.ws.rs.Path;

/** The administration directory: what this node's own vendor publishes, for update clients (ITI-91). */
@Path("/mcsd/administration")
public final class AdministrationResource extends FhirBaseResource {

    AdministrationResource(AdministrationDirectory administration) {
        super(new FhirBase(administration.directory(), administration.base(), Role.ADMINISTRATION));
    }
}
