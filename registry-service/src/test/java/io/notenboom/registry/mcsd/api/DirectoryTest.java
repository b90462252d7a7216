// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.mcsd.ResourceKey;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry as a care services directory, seen by its clients. */
class DirectoryTest {

    private static final String AGB = "urn:oid:2.16.840.1.113883.2.4.6.1:";
    private static final String LINDE = AGB + "00000001";
    private static final String URA = "urn:oid:2.16.528.1.1007.3.3.12345";
    private static final String ENDPOINT = "urn:uuid:6b1a1c9e-58d4-4f77-9d76-0d2b5a0c2c11";

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private Instant now = START.plusSeconds(3_600);

    private DirectoryNode node() {
        return new DirectoryNode(network, folder, () -> now);
    }

    private List<String> organisation(String oid, String name, Instant issued) {
        Identity certificate = vendor.contractCertificate(name, START);
        UUID contract = UUID.randomUUID();
        return new ArrayList<>(List.of(
                vendor.propose(contract, oid, certificate, issued),
                vendor.approve(contract, certificate, issued),
                vendor.endpoint(oid, oid.equals(LINDE) ? ENDPOINT : "urn:uuid:" + contract, certificate, issued)));
    }

    private DirectoryNode filled() {
        DirectoryNode node = node();
        node.accept(List.of(vendor.register(START)));
        node.accept(organisation(LINDE, "Ziekenhuis De Linde", START.plusSeconds(1)));
        node.accept(organisation(URA, "Huisartsenpost Café Zuid", START.plusSeconds(2)));
        return node;
    }

    private static List<String> ids(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(entry -> entry.getResource().fhirType() + "/"
                        + entry.getResource().getIdElement().getIdPart())
                .toList();
    }

    @Test
    void mapsOrganisationsVendorsContractsAndEndpoints() {
        try (DirectoryNode node = filled()) {
            Organization linde =
                    only(node.get("Organization?identifier=http://fhir.nl/fhir/NamingSystem/agb-z|00000001"));
            assertThat(linde.getName()).isEqualTo("Ziekenhuis De Linde");
            assertThat(linde.getActive()).isTrue();
            assertThat(linde.getTypeFirstRep().getCodingFirstRep().getCode()).isEqualTo("prov");
            assertThat(linde.getIdentifier().getLast().getValue()).isEqualTo(LINDE);
            assertThat(linde.getIdentifier().getLast().hasAssigner()).isFalse();
            Endpoint endpoint = only(node.get("Endpoint?identifier=" + ENDPOINT));
            assertThat(linde.getEndpoint())
                    .extracting(Reference::getReference)
                    .containsExactly("Endpoint/" + endpoint.getIdElement().getIdPart());
            assertThat(endpoint.getStatus()).isEqualTo(Endpoint.EndpointStatus.ACTIVE);
            assertThat(endpoint.getAddress()).startsWith("https://fhir.example.nl/");
            assertThat(endpoint.getConnectionType().getCode()).isEqualTo("hl7-fhir-rest");
            assertThat(endpoint.getPayloadTypeFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("http://nictiz.nl/fhir/CapabilityStatement/eOverdracht-servercapabilities");
            assertThat(endpoint.getManagingOrganization().getIdentifier().getValue())
                    .isEqualTo("11111111");
            assertThat(endpoint.getPeriod().hasStart()).isTrue();
            Organization ura = only(node.get("Organization?identifier=http://fhir.nl/fhir/NamingSystem/ura|12345"));
            assertThat(ura.getIdentifier()
                            .getLast()
                            .getAssigner()
                            .getIdentifier()
                            .getValue())
                    .isEqualTo("12345");
            assertThat(ura.getIdentifier().stream().filter(id -> id.getSystem().endsWith("/ura")))
                    .hasSize(1);
            OrganizationAffiliation contract =
                    only(node.get("OrganizationAffiliation?primary-organization=Organization/"
                            + linde.getIdElement().getIdPart()));
            assertThat(contract.getParticipatingOrganization().getReference())
                    .isEqualTo(ResourceKey.organisation(vendor.oid()).reference());
            Organization seller = only(node.get("Organization?type=other"));
            assertThat(seller.getIdentifierFirstRep().getValue()).isEqualTo("11111111");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Resource> T only(Bundle bundle) {
        assertThat(bundle.getEntry()).hasSize(1);
        assertThat(bundle.getEntryFirstRep().getSearch().getMode()).isEqualTo(Bundle.SearchEntryMode.MATCH);
        return (T) bundle.getEntryFirstRep().getResource();
    }

    @ParameterizedTest
    @CsvSource({
        "Organization?name=ziekenhuis, 1",
        "Organization?name=linde, 0",
        "Organization?name:contains=linde, 1",
        "Organization?name:contains=CAFE, 1",
        "Organization?name:exact=ziekenhuis de linde, 0",
        "Organization?name:exact=Ziekenhuis De Linde, 1",
        "'Organization?name=ziekenhuis,huisartsen', 2",
        "Organization?name=ziekenhuis&active=false, 0",
        "Organization?type=prov&active=true, 2",
        "Organization?type=http://terminology.hl7.org/CodeSystem/organization-type|prov, 2",
        "Organization?partof=Organization/1, 0",
        "Organization?_lastUpdated=gt2020-01-01, 3",
        "Organization?_lastUpdated=lt2020, 0",
        "Organization?_lastUpdated=ge2026-01-05T10:00:00Z, 3",
        "Organization?_lastUpdated=gt2026-01-05T10:00:00.000Z, 0",
        "Organization?_lastUpdated=sa2026-01&_lastUpdated=eb2027, 0",
        "Organization?_id=nothing, 0",
        "Endpoint?status=active, 2",
        "Endpoint?status=off, 0",
        "Endpoint, 2",
        "OrganizationAffiliation?active=true&date=ge2026, 2",
        "OrganizationAffiliation?date=eb2026, 0",
        "OrganizationAffiliation?role=agency, 2",
        "HealthcareService?name=x&active=true&service-type=1, 0",
        "Location?status=active&organization=Organization/1, 0",
        "PractitionerRole?role=x, 0",
        "Practitioner?identifier=x, 0",
        "Organization?unheard=of&name=ziekenhuis, 1"
    })
    void searches(String address, int hits) {
        try (DirectoryNode node = filled()) {
            Bundle bundle = node.get(address);
            assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.SEARCHSET);
            assertThat(bundle.getEntry()).hasSize(hits);
            assertThat(bundle.getTotal()).isEqualTo(hits);
            assertThat(bundle.getLink("self").getUrl()).doesNotContain("unheard");
        }
    }

    @Test
    void theSameSearchHasTheSameLinkWhateverTheOrderOfItsParameters() {
        try (DirectoryNode node = filled()) {
            assertThat(node.get("Endpoint?status=active&_count=5")
                            .getLink("self")
                            .getUrl())
                    .isEqualTo(node.get("Endpoint?_count=5&status=active")
                            .getLink("self")
                            .getUrl())
                    .endsWith("/Endpoint?_count=5&status=active");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Organization?name:missing=true",
                "Organization?active:not=true",
                "Organization?_lastUpdated=yesterday",
                "Organization?_count=x",
                "Organization?_count=0",
                "Organization?_cursor=a/b",
                "Organization/_history?_since=2026",
                "Organization/_history?_cursor=12",
            })
    void whatCannotBeUnderstoodIsRefused(String address) {
        try (DirectoryNode node = filled()) {
            assertThatExceptionOfType(FhirRefusal.class)
                    .isThrownBy(() -> node.get(address))
                    .matches(refusal -> refusal.status() == 400);
        }
    }

    @Test
    void strictHandlingRefusesWhatLenientIgnores() {
        try (DirectoryNode node = filled()) {
            for (String address : List.of(
                    "Organization?unheard=of", "Organization?_include=Organization:partof", "Endpoint/_history?x=1")) {
                assertThat(node.get(address).hasType()).isTrue();
                assertThatExceptionOfType(FhirRefusal.class).isThrownBy(() -> node.get(address, true));
            }
        }
    }

    @Test
    void includesWhatBelongsToTheHits() {
        try (DirectoryNode node = filled()) {
            Bundle bundle = node.get("Organization?name=ziekenhuis&_include=Organization:endpoint"
                    + "&_revinclude=OrganizationAffiliation:primary-organization&_revinclude=Location:organization");
            assertThat(bundle.getTotal()).isEqualTo(1);
            assertThat(bundle.getEntry())
                    .extracting(entry -> entry.getResource().fhirType() + " "
                            + entry.getSearch().getMode())
                    .containsExactly("Organization MATCH", "Endpoint INCLUDE", "OrganizationAffiliation INCLUDE");
            Bundle contracts = node.get("OrganizationAffiliation?_include=OrganizationAffiliation:endpoint");
            assertThat(contracts.getEntry()).hasSize(4);
        }
    }

    @Test
    void anUpdateClientGetsEveryChangeOnceItAsks() {
        try (DirectoryNode node = filled()) {
            UpdateClient client = new UpdateClient(node);
            client.update();
            assertThat(client.copy()).hasSize(3 + 2);
            now = now.plusSeconds(10);
            node.accept(organisation(AGB + "00000003", "Apotheek Beukenrode", START.plusSeconds(3)));
            client.update();
            assertThat(client.copy()).hasSize(4 + 3);
            now = now.minusSeconds(1_000);
            node.accept(organisation(AGB + "00000004", "Apotheek Wilgenstein", START.plusSeconds(4)));
            client.update();
            assertThat(client.copy()).as("the clock went back").hasSize(5 + 4);
            now = now.plusSeconds(5_000);
            client.update();
            assertThat(client.entries())
                    .as("nothing but what has the last time")
                    .isLessThan(6);
            assertThat(new HashSet<>(client.copy().keySet())).containsAll(everything(node));
        }
    }

    private static Set<String> everything(DirectoryNode node) {
        Set<String> all = new HashSet<>(ids(node.get("Organization")));
        all.addAll(ids(node.get("Endpoint")));
        return all;
    }

    @Test
    void anEndIsAChangeWithoutAnEvent() {
        try (DirectoryNode node = node()) {
            Identity certificate = vendor.contractCertificate("Ziekenhuis De Linde", START);
            UUID contract = UUID.randomUUID();
            Instant end = now.plusSeconds(100);
            Instant issued = START.plusSeconds(1);
            node.accept(List.of(
                    vendor.register(START),
                    vendor.issue(
                            new ContractProposal(
                                    contract,
                                    LINDE,
                                    vendor.oid(),
                                    issued,
                                    end,
                                    io.notenboom.trust.x509.Pem.write(List.of(certificate.certificate()))),
                            issued,
                            certificate),
                    vendor.approve(contract, certificate, issued),
                    vendor.issue(
                            new EndpointRegistration(
                                    LINDE,
                                    vendor.oid(),
                                    ENDPOINT,
                                    TestVendor.FHIR,
                                    "https://fhir.example.nl/r4",
                                    issued,
                                    end),
                            issued,
                            certificate)));
            UpdateClient client = new UpdateClient(node);
            client.update();
            assertThat(first(client, Endpoint.class).getStatus()).isEqualTo(Endpoint.EndpointStatus.ACTIVE);
            now = end;
            client.update();
            assertThat(first(client, Endpoint.class).getStatus()).isEqualTo(Endpoint.EndpointStatus.OFF);
            Organization linde = only(node.get("Organization?type=prov"));
            assertThat(linde.getActive()).isFalse();
            assertThat(linde.getEndpoint()).as("still refers to it").hasSize(1);
        }
    }

    private static <T extends Resource> T first(UpdateClient client, Class<T> type) {
        return client.copy().values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatClientsWereToldHoldsAfterARestart() throws Exception {
        String before;
        try (DirectoryNode node = filled()) {
            before = versions(node);
        }
        now = now.plusSeconds(100);
        try (DirectoryNode node = node()) {
            assertThat(versions(node)).isEqualTo(before);
        }
        Files.writeString(folder.resolve("mcsd/journal"), "damaged\n7\tEndpoint\n");
        try (DirectoryNode node = node()) {
            assertThat(versions(node)).as("told again, later").isNotEqualTo(before);
            assertThat(node.directory.lastChange()).isEqualTo(now);
        }
    }

    private static String versions(DirectoryNode node) {
        StringBuilder versions = new StringBuilder();
        Consumer<Bundle> add = bundle -> bundle.getEntry()
                .forEach(entry -> versions.append(entry.getRequest().getUrl())
                        .append(entry.getResponse().getEtag())
                        .append(entry.getResponse().getLastModifiedElement().getValueAsString())
                        .append('\n'));
        add.accept(node.get("Organization/_history"));
        add.accept(node.get("Endpoint/_history"));
        add.accept(node.get("OrganizationAffiliation/_history"));
        return versions.toString();
    }

    @Test
    void whatIsNoLongerInTheRegistryIsToldAsDeleted() throws Exception {
        Path other = folder.resolve("other");
        try (DirectoryNode node = filled()) {
            UpdateClient client = new UpdateClient(node);
            client.update();
            assertThat(client.copy()).hasSize(5);
        }
        try (DirectoryNode empty = new DirectoryNode(network, other, () -> now)) {
            assertThat(empty.get("Organization/_history").getEntry()).isEmpty();
        }
        Files.copy(
                folder.resolve("mcsd/journal"),
                other.resolve("mcsd/journal"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (DirectoryNode restored = new DirectoryNode(network, other, () -> now)) {
            Bundle history = restored.get("Endpoint/_history");
            assertThat(history.getEntry()).hasSize(2).allSatisfy(entry -> {
                assertThat(entry.getRequest().getMethod()).isEqualTo(Bundle.HTTPVerb.DELETE);
                assertThat(entry.hasResource()).isFalse();
            });
            assertThat(restored.get("Endpoint").getEntry()).isEmpty();
        }
    }

    @Test
    void historiesOfWhatIsNotHeldAreEmpty() {
        try (DirectoryNode node = filled()) {
            for (String type : List.of("Location", "HealthcareService", "PractitionerRole", "Practitioner")) {
                Bundle history = node.get(type + "/_history?_since=2026-01-01T00:00:00%2B01:00");
                assertThat(history.getType()).isEqualTo(Bundle.BundleType.HISTORY);
                assertThat(history.getEntry()).isEmpty();
                assertThat(history.getMeta().hasLastUpdated()).isTrue();
            }
        }
    }

    /** More than a thousand organisations, page by page, with changes in between. */
    @Test
    void pagesThroughMoreThanAThousand() {
        try (DirectoryNode node = node()) {
            node.accept(List.of(vendor.register(START)));
            Identity certificate = vendor.contractCertificate("Apotheek Beukenrode", START);
            List<String> events = new ArrayList<>();
            for (int i = 0; i < 1_010; i++) {
                UUID contract = UUID.randomUUID();
                events.add(vendor.propose(contract, AGB + (10_000_000 + i), certificate, START.plusSeconds(1)));
                events.add(vendor.approve(contract, certificate, START.plusSeconds(1)));
            }
            node.accept(events);
            UpdateClient client = new UpdateClient(node);
            client.update();
            assertThat(client.copy()).hasSize(1_011);
            List<String> searched = new ArrayList<>();
            Bundle page = node.get("Organization?type=prov&_count=300");
            searched.addAll(ids(page));
            boolean changed = false;
            while (page.getLink(Bundle.LINK_NEXT) != null) {
                if (!changed) {
                    node.accept(organisation(LINDE, "Ziekenhuis De Linde", START.plusSeconds(2)));
                    changed = true;
                }
                page = node.get(page.getLink(Bundle.LINK_NEXT).getUrl());
                searched.addAll(ids(page));
            }
            assertThat(searched).doesNotHaveDuplicates().hasSizeBetween(1_010, 1_011);
            client.update();
            assertThat(new HashSet<>(client.copy().keySet())).containsAll(ids(node.get("Endpoint")));
        }
    }
}
