// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.List;

/** What a flow opens besides its Task; empty lists open nothing. */
public record Grants(List<CompositionGrant> compositions, List<ResourceGrant> resources) {

    /** Opens nothing. */
    public static final Grants NONE = new Grants(List.of(), List.of());

    public Grants {
        compositions = List.copyOf(compositions);
        resources = List.copyOf(resources);
    }
}
