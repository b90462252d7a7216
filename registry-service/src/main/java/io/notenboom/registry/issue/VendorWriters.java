// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.contract.IssuedContracts;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.projection.RegistryProjection;
import java.time.InstantSource;

/**
 * What the issuing side of a node works on.
 *
 * @param network the network
 * @param ingest entrance of the log
 * @param projection what the log shows
 * @param clock the node's clock
 * @param gate what has to be so before something is signed
 */
public record VendorWriters(
        NetworkId network, IngestEvents ingest, RegistryProjection projection, InstantSource clock, WriterGate gate) {

    /** The writer of the node's own vendor. There may be one only. */
    public VendorWriter writer(
            KeyCustodian custodian,
            OwnIdentityStore identity,
            IssuedContracts contracts,
            VendorWriter.NodeAddress address) {
        OwnStream stream = new OwnStream(new EventSigner(custodian, network), ingest, ingest, projection, clock, gate);
        ContractWriter writer = new ContractWriter(custodian, contracts, projection, stream);
        return new VendorWriter(identity, contracts, stream, writer, address);
    }

    /** The writer of the Foundation's stream. */
    public FoundationWriter foundation(KeyCustodian custodian, OwnIdentityStore identity) {
        OwnStream stream = new OwnStream(new EventSigner(custodian, network), ingest, ingest, projection, clock, gate);
        return new FoundationWriter(stream, ingest, identity);
    }
}
