// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api.rotation;

import io.notenboom.kit.rotation.RotationApi;
import io.notenboom.kit.rotation.RotationRoutes;
import jakarta.ws.rs.Path;

/** What the control plane rotates: passwords of customers' Redis, and its audit key. */
@Path("/hosting/v1/rotations")
public class RotationResource extends RotationRoutes {

    /** Serves this. */
    public RotationResource(RotationApi api) {
        super(api);
    }
}
