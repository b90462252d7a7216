// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.OrganisationView;
import io.notenboom.registry.projection.ProjectionStanding;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.stream.StreamHead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestEventsTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final UUID contract = UUID.randomUUID();
    private Identity certificate;
    private String genesis;
    private String proposal;
    private String approval;
    private String endpoint;

    @BeforeEach
    void issueTheFourEventsOfTheSeed() {
        certificate = vendor.contractCertificate("Ziekenhuis de Linde", START);
        genesis = vendor.register(START);
        proposal = vendor.propose(contract, ORGANISATION, certificate, START.plusSeconds(1));
        approval = vendor.approve(contract, certificate, START.plusSeconds(2));
        endpoint = vendor.endpoint(ORGANISATION, "urn:uuid:1", certificate, START.plusSeconds(3));
    }

    @Test
    void showsTheOrganisationAndItsEndpointAfterTheFourEvents() {
        try (TestRegistry registry = registry()) {
            submitAll(registry);
            assertThat(registry.projection.organisation(ORGANISATION, START.plusSeconds(10)))
                    .extracting(view -> view.name().name(), OrganisationView::vendor, OrganisationView::contested)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("Ziekenhuis de Linde", vendor.oid(), false));
            assertThat(registry.projection.endpoints(ORGANISATION, START.plusSeconds(10)))
                    .extracting(EndpointView::endpointId)
                    .containsExactly("urn:uuid:1");
            assertThat(registry.projection.endpoints(ORGANISATION, START.plusSeconds(2)))
                    .isEmpty();
            assertThat(registry.ingest.heads())
                    .containsExactly(new StreamHead(vendor.stream(), 3, vendor.id(3), false));
        }
    }

    @Test
    void answersDuplicateToWhatItHas() {
        try (TestRegistry registry = registry()) {
            submitAll(registry);
            assertThat(registry.submit(proposal)).isEqualTo(new IngestVerdict.Duplicate(vendor.id(1)));
            assertThat(registry.log.size()).isEqualTo(4);
        }
    }

    @Test
    void holdsAnEventUntilItsPredecessorComes() {
        try (TestRegistry registry = registry()) {
            assertThat(registry.submit(genesis)).isInstanceOf(IngestVerdict.Accepted.class);
            assertThat(registry.submit(approval))
                    .isEqualTo(
                            new IngestVerdict.Held(vendor.id(2), vendor.stream(), HeldReason.PREDECESSOR_MISSING, 1));
            assertThat(registry.submit(proposal)).isEqualTo(new IngestVerdict.Accepted(vendor.id(1), 1));
            assertThat(registry.log.size()).isEqualTo(3);
        }
    }

    @Test
    void holdsAnEventFromTheFutureUntilItsDate() {
        try (TestRegistry registry = registry()) {
            registry.setTime(START.minusSeconds(301));
            assertThat(registry.submit(genesis))
                    .isEqualTo(
                            new IngestVerdict.Held(vendor.id(0), vendor.stream(), HeldReason.ISSUED_IN_THE_FUTURE, 0));
            registry.ingest.retryHeld();
            assertThat(registry.log.size()).isZero();
            registry.setTime(START.minusSeconds(300));
            registry.ingest.retryHeld();
            assertThat(registry.log.size()).isEqualTo(1);
        }
    }

    @Test
    void rejectsForgedAndMisplacedEventsWithACode() {
        try (TestRegistry registry = registry()) {
            submitAll(registry);
            Instant later = START.plusSeconds(4);
            var payload = new ContractApproval(contract);
            Identity stranger = network.vendor("Leverancier X", "99999999").ca();
            rejected(registry, vendor.sign(payload, 4, vendor.id(3), later, stranger), "signer-unknown");
            rejected(registry, vendor.sign(payload, 4, vendor.id(3), later, vendor.ca()), "signer-may-not-sign-this");
            rejected(registry, vendor.sign(payload, 4, vendor.id(2), later, certificate), "wrong-predecessor");
            rejected(
                    registry,
                    vendor.sign(payload, 4, vendor.id(3), START.plusSeconds(2), certificate),
                    "issued-before-predecessor");
            String good = vendor.sign(payload, 4, vendor.id(3), later, certificate);
            rejected(registry, good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(86), "signature-invalid");
            rejected(registry, good + "=", "not-a-compact-jws");
            rejected(registry, "nonsense", "not-a-compact-jws");
            rejected(registry, "A".repeat(20_000), "too-long");
            Instant expired = START.plusSeconds(4L * 366 * 86_400);
            registry.setTime(expired);
            rejected(registry, vendor.sign(payload, 4, vendor.id(3), expired, certificate), "signer-not-trusted");
        }
    }

    @Test
    void rejectsAnotherNetworkAndAGenesisOfAnotherFoundation() {
        TestNetwork otherNetwork = new TestNetwork();
        TestVendor other = otherNetwork.vendor("Leverancier A", "11111111");
        try (TestRegistry registry = registry()) {
            rejected(registry, other.register(START), "wrong-network");
            Identity otherRoot = otherNetwork.root();
            TestVendor impostor = network.vendor("Leverancier A", "11111111");
            String forged = impostor.issue(
                    new FoundationRegistration("test", io.notenboom.trust.x509.Pem.write(otherRoot.certificate())),
                    START,
                    otherRoot);
            rejected(registry, forged, "signer-unknown");
        }
    }

    @Test
    void keepsARefusedEventInTheLogWithItsReason() {
        try (TestRegistry registry = registry()) {
            submitAll(registry);
            String refused = vendor.approve(UUID.randomUUID(), certificate, START.plusSeconds(5));
            assertThat(registry.submit(refused)).isInstanceOf(IngestVerdict.Accepted.class);
            assertThat(registry.projection.event(vendor.id(4)).orElseThrow().standing())
                    .isInstanceOfSatisfying(ProjectionStanding.Refused.class, standing -> assertThat(standing.rule())
                            .isEqualTo("is-the-contract-id-referring-to-a-proposed-contract"));
            assertThat(registry.submit(vendor.approve(contract, certificate, START.plusSeconds(6))))
                    .isInstanceOf(IngestVerdict.Accepted.class);
        }
    }

    @Test
    void freezesAStreamBeforeAForkAndRemembersIt() {
        String other = vendor.sign(
                new ContractApproval(UUID.randomUUID()), 2, vendor.id(1), START.plusSeconds(2), certificate);
        try (TestRegistry registry = registry()) {
            submitAll(registry);
            assertThat(registry.submit(other)).isInstanceOf(IngestVerdict.Fork.class);
            shownAsForked(registry);
        }
        try (TestRegistry registry = registry()) {
            shownAsForked(registry);
            assertThat(registry.submit(vendor.approve(contract, certificate, START.plusSeconds(6))))
                    .isEqualTo(new IngestVerdict.Held(vendor.id(4), vendor.stream(), HeldReason.STREAM_FROZEN, 2));
        }
    }

    private void shownAsForked(TestRegistry registry) {
        assertThat(registry.ingest.heads()).containsExactly(new StreamHead(vendor.stream(), 1, vendor.id(1), true));
        assertThat(registry.ingest.forks()).hasSize(1);
        assertThat(registry.projection.organisation(ORGANISATION, START.plusSeconds(10)))
                .isEmpty();
        assertThat(registry.projection.vendors().getFirst().frozen()).isTrue();
    }

    @Test
    void doesNotTakeAForgeryForAFork() {
        TestVendor stranger = network.vendor("Leverancier X", "99999999");
        String other = vendor.sign(
                new ContractApproval(UUID.randomUUID()), 2, vendor.id(1), START.plusSeconds(2), stranger.ca());
        try (TestRegistry registry = registry()) {
            submitAll(registry);
            rejected(registry, other, "signer-unknown");
            assertThat(registry.ingest.forks()).isEmpty();
        }
    }

    @Test
    void showsAnOrganisationOfTwoVendorsAsContested() {
        TestVendor second = network.vendor("Leverancier B", "22222222");
        Identity secondCertificate = second.contractCertificate("Ziekenhuis de Linde", START);
        UUID secondContract = UUID.randomUUID();
        try (TestRegistry registry = registry()) {
            submitAll(registry);
            registry.ingest
                    .submit(List.of(
                            second.register(START),
                            second.propose(secondContract, ORGANISATION, secondCertificate, START),
                            second.approve(secondContract, secondCertificate, START)))
                    .forEach(verdict -> assertThat(verdict).isInstanceOf(IngestVerdict.Accepted.class));
            assertThat(registry.projection.organisation(ORGANISATION, START.plusSeconds(10)))
                    .hasSize(2)
                    .allMatch(OrganisationView::contested);
        }
    }

    @Test
    void tellsListenersOnlyWhatIsDurableAndEverythingAgainAfterARestart() {
        List<Long> told = new ArrayList<>();
        try (TestRegistry registry = registry()) {
            registry.commits.listen((entries, organisations) -> entries.forEach(entry ->
                    told.add(registry.log.find(entry.id()).orElseThrow().index())));
            submitAll(registry);
        }
        assertThat(told).containsExactly(0L, 1L, 2L, 3L);
        TestRegistry again = new TestRegistry(network, folder, START.plusSeconds(60));
        try (again) {
            List<String> organisationsTold = new ArrayList<>();
            again.commits.listen((entries, organisations) -> organisationsTold.addAll(organisations));
            again.started();
            assertThat(organisationsTold).containsExactly(ORGANISATION);
            assertThat(again.ingest.heads()).containsExactly(new StreamHead(vendor.stream(), 3, vendor.id(3), false));
        }
    }

    private TestRegistry registry() {
        return new TestRegistry(network, folder, START.plusSeconds(60)).started();
    }

    private void submitAll(TestRegistry registry) {
        registry.ingest.submit(List.of(genesis, proposal, approval, endpoint)).forEach(verdict -> assertThat(verdict)
                .isInstanceOf(IngestVerdict.Accepted.class));
    }

    private static void rejected(TestRegistry registry, String event, String code) {
        assertThat(registry.submit(event)).isEqualTo(new IngestVerdict.Rejected(code));
    }
}
