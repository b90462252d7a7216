// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import io.notenboom.hosting.control.fleet.FleetFilter;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Which customers a list is to have. */
public class CustomerQuery {

    @QueryParam("phase")
    @Nullable
    String phase;

    @QueryParam("version")
    @Nullable
    String version;

    @QueryParam("network")
    @Nullable
    String network;

    @QueryParam("plan")
    @Nullable
    String plan;

    @QueryParam("q")
    @Nullable
    String text;

    FleetFilter filter() {
        return Filters.of(phase, version, network, plan, text);
    }
}
