// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.mcsd.query.AdministrationContent;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.x509.Pem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The administration directory of vendor A: one organisation with a URA number, one without, and one of vendor B. */
class AdministrationTest {

    private static final String URA = "urn:oid:2.16.528.1.1007.3.3.12345";
    private static final String OTHER_URA = "urn:oid:2.16.528.1.1007.3.3.67890";
    private static final String AGB = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(START.plusSeconds(3_600));
    private final TestNetwork network = new TestNetwork();
    private final TestVendor own = network.vendor("Leverancier A", "11111111");
    private final TestVendor other = network.vendor("Leverancier B", "22222222");

    private DirectoryNode node() {
        return new DirectoryNode(
                network, folder, clock, new AdministrationContent(stream -> stream.equals(own.stream())));
    }

    private static List<String> organisation(TestVendor vendor, String oid, String name, Instant end) {
        Identity certificate = vendor.contractCertificate(name, START);
        UUID contract = UUID.randomUUID();
        List<String> events = new ArrayList<>();
        events.add(vendor.issue(
                new ContractProposal(contract, oid, vendor.oid(), START, end, Pem.write(certificate.certificate())),
                START,
                certificate));
        events.add(vendor.approve(contract, certificate, START));
        EndpointRegistration endpoint = new EndpointRegistration(
                oid,
                vendor.oid(),
                "urn:uuid:" + contract,
                TestVendor.FHIR,
                "https://fhir.example.nl/" + contract,
                START,
                end);
        events.add(vendor.issue(endpoint, START, certificate));
        return events;
    }

    private DirectoryNode filled() {
        DirectoryNode node = node();
        node.accept(List.of(own.register(START)));
        node.accept(organisation(own, URA, "Huisartsenpost Zuid", START.plusSeconds(7_200)));
        node.accept(organisation(own, AGB, "Apotheek", START.plusSeconds(7_200)));
        node.accept(List.of(other.register(START)));
        node.accept(organisation(other, OTHER_URA, "Ziekenhuis", START.plusSeconds(7_200)));
        return node;
    }

    private static Stream<String> names(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(entry -> entry.getResource() instanceof Organization organization
                        ? organization.getName()
                        : entry.getResource().fhirType());
    }

    @Test
    void holdsOwnOrganisationsWithAUraAndTheirEndpoints() {
        try (DirectoryNode node = filled()) {
            for (String list : List.of("Organization?_count=100", "Organization/_history")) {
                assertThat(names(node.get(list))).containsExactly("Huisartsenpost Zuid");
            }
            assertThat(node.get("OrganizationAffiliation/_history").getEntry()).isEmpty();
            Organization organization = (Organization)
                    node.get("Organization?_count=100").getEntryFirstRep().getResource();
            Bundle endpoints = node.get("Endpoint/_history");
            assertThat(endpoints.getEntry()).hasSize(1);
            Endpoint endpoint = (Endpoint) endpoints.getEntryFirstRep().getResource();
            assertThat(organization.getEndpointFirstRep().getReference())
                    .isEqualTo("Endpoint/" + endpoint.getIdElement().getIdPart());
            assertThat(endpoint.getManagingOrganization().hasReference()).isFalse();
            assertThat(endpoint.getManagingOrganization().getIdentifier().getValue())
                    .isEqualTo("11111111");
        }
    }

    @Test
    void anOrganisationThatGoesToAnotherVendorIsInactiveHereUnderItsOldName() {
        try (DirectoryNode node = filled()) {
            Instant told = node.directory.lastChange();
            node.accept(organisation(other, URA, "Huisartsenpost Noord", START.plusSeconds(720_000)));
            assertThat(names(node.get("Organization?_count=100"))).containsExactly("Huisartsenpost Zuid");
            clock.set(START.plusSeconds(7_201));
            Bundle history = node.get("Organization/_history?_since=" + told);
            Organization organization =
                    (Organization) history.getEntryFirstRep().getResource();
            assertThat(organization.getName()).isEqualTo("Huisartsenpost Zuid");
            assertThat(organization.getActive()).isFalse();
            assertThat(((Endpoint) node.get("Endpoint?_count=100")
                                    .getEntryFirstRep()
                                    .getResource())
                            .getStatus())
                    .isEqualTo(Endpoint.EndpointStatus.OFF);
        }
    }

    @Test
    void aNodeWithoutVendorPublishesNothing() {
        try (DirectoryNode node =
                new DirectoryNode(network, folder, clock, new AdministrationContent(stream -> false))) {
            node.accept(List.of(own.register(START)));
            node.accept(organisation(own, URA, "Huisartsenpost Zuid", START.plusSeconds(7_200)));
            assertThat(node.get("Organization?_count=100").getEntry()).isEmpty();
        }
    }
}
