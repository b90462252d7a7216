// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.authzen;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /access/v1}: AuthZEN Authorization API 1.0, with Nuts nodes' {@code request_scope} question. */
@Path("/access/v1")
@Produces(MediaType.APPLICATION_JSON)
public class AuthzenResource extends AuthzenOperations {

    /** Over the policies. */
    public AuthzenResource(AuthzenCalls calls) {
        super(calls);
    }
}
