// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiConsumer;

/**
 * What the registry shows. Depends on the set of events in the log only, not on the order in which they arrived. Safe for
 * many threads. Lists are sorted and are copies.
 */
public interface RegistryView {

    /** All vendors, by OID and stream. */
    List<VendorView> vendors();

    /** Vendors with this OID: none, one, or more when it is contested. */
    default List<VendorView> vendor(String vendor) {
        return vendors().stream().filter(view -> view.vendor().equals(vendor)).toList();
    }

    /** All contracts, proposed and approved, by stream and order of proposal. */
    List<ContractView> contracts();

    /** All contracts with one care organisation, proposed and approved. */
    List<ContractView> contractsWith(String organisation);

    /** Care organisations with an approved contract in force at a moment; one for each contract, by OID and vendor. */
    List<OrganisationView> organisations(Instant at);

    /** The care organisation with this OID at a moment: none, one, or one for each vendor when it is contested. */
    List<OrganisationView> organisation(String organisation, Instant at);

    /** Endpoints of a care organisation in force at a moment, by id. */
    List<EndpointView> endpoints(String organisation, Instant at);

    /**
     * The moments at which {@link #organisation} or {@link #endpoints} may begin to answer differently, in the past and the
     * future. Empty for an organisation that is not known.
     */
    SortedSet<Instant> changes(String organisation);

    /** All nodes, by id. */
    List<NodeView> nodes();

    /** OIDs of all care organisations that ever had an approved contract. */
    Set<String> knownOrganisations();

    /** An event and its standing. */
    Optional<EventVerdict> event(EventId id);

    /**
     * Base64url SHA-256 over everything that the registry shows, at whatever time, and over the standing of every event. Equal
     * on two nodes that hold the same events and follow the same rules.
     */
    String projectionHash();

    /** Shows each event of the log with its standing, in no order; the consumer must be quick, and call nothing here. */
    void eachEvent(BiConsumer<RegistryEvent, ProjectionStanding> consumer);
}
