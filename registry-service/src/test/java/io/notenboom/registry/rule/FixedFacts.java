// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.rule.facts.Contract;
import io.notenboom.registry.rule.facts.StreamFacts;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Facts of a stream with these contracts and one endpoint, {@code urn:uuid:1} of the first contract's organisation. */
record FixedFacts(TestNetwork network, TestVendor owner, List<Contract> contracts) implements StreamFacts {

    @Override
    public List<Contract> contractsWith(String careOrganisation) {
        return contracts.stream()
                .filter(contract -> contract.careOrganisation().equals(careOrganisation))
                .toList();
    }

    @Override
    public Optional<String> vendor() {
        return Optional.of(owner.oid());
    }

    @Override
    public List<List<X509Certificate>> vendorCertificateChains() {
        return List.of(List.of(owner.ca().certificate()));
    }

    @Override
    public Optional<Contract> contract(UUID contractId) {
        return contracts.stream()
                .filter(contract -> contract.contractId().equals(contractId))
                .findFirst();
    }

    @Override
    public Optional<String> organisationOfEndpoint(String endpointId) {
        return contracts.stream()
                .filter(contract -> endpointId.equals("urn:uuid:1"))
                .map(Contract::careOrganisation)
                .findFirst();
    }

    @Override
    public EndpointTypes endpointTypes(Instant issuedAt) {
        return EndpointTypesFormat.defaultTable();
    }

    @Override
    public X509Certificate foundationRoot() {
        return network.root().certificate();
    }
}
