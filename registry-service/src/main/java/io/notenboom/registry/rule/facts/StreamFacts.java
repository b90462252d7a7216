// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule.facts;

import io.notenboom.registry.endpointtype.EndpointTypes;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the rules may know when they judge an event: the stream before it, and what the Foundation published. */
public interface StreamFacts {

    /** OID of the vendor that the stream is of; empty before its registration. */
    Optional<String> vendor();

    /** The vendor CA certificates registered so far, each with its chain. */
    List<List<X509Certificate>> vendorCertificateChains();

    /** A contract proposed so far. */
    Optional<Contract> contract(UUID contractId);

    /** The contracts with a care organisation proposed so far, in order. */
    List<Contract> contractsWith(String careOrganisation);

    /** OID of the care organisation that an endpoint was registered for. */
    Optional<String> organisationOfEndpoint(String endpointId);

    /** The endpoint types in force for an event issued at this moment. */
    EndpointTypes endpointTypes(Instant issuedAt);

    /** Root certificate of the Nuts Foundation. */
    X509Certificate foundationRoot();
}
