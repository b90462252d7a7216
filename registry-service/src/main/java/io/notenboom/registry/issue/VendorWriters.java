// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.RegistryProjection;
import java.time.InstantSource;

/**
 * What the issuing side of a node works on.
 *
 * @param network the network
 * @param log the node's log
 * @param ingest entrance of the log
 * @param projection what the log shows
 * @param clock the node's clock
 */
public record VendorWriters(
        NetworkId network, EventLog log, IngestEvents ingest, RegistryProjection projection, InstantSource clock) {

    /** The writer of the node's own vendor. There may be one only. */
    public VendorWriter writer(
            KeyCustodian custodian,
            OwnIdentityStore identity,
            IssuedContractStore contracts,
            VendorWriter.NodeAddress address) {
        OwnStream stream = new OwnStream(new EventSigner(custodian, network), ingest, ingest, projection, clock);
        return new VendorWriter(custodian, identity, contracts, projection, stream, address);
    }

    /** The writer of the Foundation's stream. */
    public FoundationWriter foundation(KeyCustodian custodian, OwnIdentityStore identity) {
        OwnStream stream = new OwnStream(new EventSigner(custodian, network), ingest, ingest, projection, clock);
        return new FoundationWriter(stream, ingest, identity);
    }
}
