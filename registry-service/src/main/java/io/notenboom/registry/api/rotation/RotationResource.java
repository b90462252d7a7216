// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.rotation;

import io.notenboom.kit.rotation.RotationApi;
import io.notenboom.kit.rotation.RotationRoutes;
import jakarta.ws.rs.Path;

/** What this service rotates: certificates of the node (internal). */
@Path("/registry/v1/rotations")
public class RotationResource extends RotationRoutes {

    /** Serves this. */
    public RotationResource(RotationApi api) {
        super(api);
    }
}
