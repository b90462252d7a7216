// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.projection.OrganisationTimeline;
import java.time.Instant;
import java.util.List;

/** Chooses what a directory says of an organisation. Pure, and safe for many threads. */
@FunctionalInterface
public interface DirectoryContent {

    /** All that the registry shows: the organisation, its vendors, contracts and endpoints. */
    DirectoryContent EVERYTHING = DirectoryResources::of;

    /** The resources of an organisation at a moment. */
    List<DirectoryResource> of(OrganisationTimeline timeline, EndpointTypes types, Instant now);
}
