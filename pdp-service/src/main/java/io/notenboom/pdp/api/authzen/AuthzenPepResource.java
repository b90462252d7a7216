// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.authzen;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /authzen/{pep}/access/v1}: the same about one enforcement point, for clients that know no {@code context.pep}. */
@Path("/authzen/{pep}/access/v1")
@Produces(MediaType.APPLICATION_JSON)
public class AuthzenPepResource extends AuthzenOperations {

    /** Over the policies. */
    public AuthzenPepResource(AuthzenCalls calls) {
        super(calls);
    }
}
