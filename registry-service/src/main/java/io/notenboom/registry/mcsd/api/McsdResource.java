// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import io.notenboom.registry.mcsd.Directory;
import io.notenboom.registry.mcsd.fhir.Role;
import jakarta.ws.rs.Path;

/** The query directory: everything that this node knows (ITI-90, ITI-91). */
@Path("/mcsd")
public final class McsdResource extends FhirBaseResource {

    McsdResource(Directory directory, DirectoryBase base) {
        super(new FhirBase(directory, base, Role.QUERY));
    }
}
