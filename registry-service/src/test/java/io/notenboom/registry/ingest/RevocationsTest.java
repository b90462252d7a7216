// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.ProjectionStanding;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestFoundation;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thief has a vendor's CA key: what it signed after the cutoff never counts, on whatever node it arrived when. */
class RevocationsTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";
    private static final String VICTIM = "urn:oid:2.16.840.1.113883.2.4.6.1:00000002";
    private static final Instant LATER = START.plusSeconds(60);

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestFoundation foundation = network.foundation();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final Identity certificate = vendor.contractCertificate("Ziekenhuis de Linde", START);
    private final Identity stolenIssue = vendor.contractCertificate("Kliniek", START);
    private final Identity next = vendor.nextCa(START);

    /** Sequences 0 to 3 are the vendor's, 4 to 6 the thief's, the rest the vendor's with the next CA. */
    private List<String> vendorEvents() {
        UUID contract = UUID.randomUUID();
        UUID stolen = UUID.randomUUID();
        vendor.register(START);
        vendor.propose(contract, ORGANISATION, certificate, START.plusSeconds(1));
        vendor.approve(contract, certificate, START.plusSeconds(2));
        vendor.endpoint(ORGANISATION, "urn:uuid:before", certificate, START.plusSeconds(3));
        vendor.propose(stolen, VICTIM, stolenIssue, START.plusSeconds(4));
        vendor.approve(stolen, stolenIssue, START.plusSeconds(5));
        vendor.endpoint(VICTIM, "urn:uuid:thief", stolenIssue, START.plusSeconds(6));
        vendor.replaceCa(next, next, START.plusSeconds(7));
        vendor.endpoint(ORGANISATION, "urn:uuid:after", certificate, START.plusSeconds(8));
        return vendor.events();
    }

    private void assertTheThiefHasNothing(TestRegistry registry) {
        assertThat(registry.log.size()).isEqualTo(11);
        assertThat(endpoints(registry, ORGANISATION)).containsExactlyInAnyOrder("urn:uuid:before", "urn:uuid:after");
        assertThat(registry.projection.organisation(VICTIM, LATER)).isEmpty();
        for (int sequence : new int[] {4, 5, 6}) {
            assertThat(standing(registry, vendor.id(sequence))).isInstanceOf(ProjectionStanding.Revoked.class);
        }
        for (int sequence : new int[] {0, 1, 2, 3, 7, 8}) {
            assertThat(standing(registry, vendor.id(sequence))).isInstanceOf(ProjectionStanding.Valid.class);
        }
    }

    @Test
    void whatWasSignedAfterTheCutoffIsVoidWheneverTheRevocationArrives() {
        List<String> events = new ArrayList<>(vendorEvents());
        events.add(foundation.register(START));
        events.add(foundation.revoke(vendor.ca(), vendor.stream(), 3, LATER, network.root()));
        try (TestRegistry registry = registry("after")) {
            events.forEach(registry::submit);
            assertTheThiefHasNothing(registry);
        }
        try (TestRegistry registry = registry("after")) {
            assertTheThiefHasNothing(registry);
        }
        try (TestRegistry registry = registry("before")) {
            List<String> reversed = new ArrayList<>(events);
            Collections.reverse(reversed);
            reversed.forEach(registry::submit);
            assertTheThiefHasNothing(registry);
        }
    }

    @Test
    void inOtherStreamsNothingSignedWithARevokedCertificateCounts() {
        TestVendor second = vendor.twin();
        try (TestRegistry registry = registry("streams")) {
            take(registry, foundation.register(START));
            take(registry, vendor.register(START));
            take(registry, second.register(START.plusSeconds(1)));
            assertThat(registry.projection.vendors()).hasSize(2).allMatch(view -> view.contested());
            take(registry, foundation.revoke(vendor.ca(), vendor.stream(), 0, LATER, network.root()));
            assertThat(registry.projection.vendors())
                    .singleElement()
                    .satisfies(view -> assertThat(view.stream()).isEqualTo(vendor.stream()))
                    .satisfies(view -> assertThat(view.contested()).isFalse());
        }
    }

    @Test
    void theEarliestOfSeveralCutoffsCounts() {
        try (TestRegistry registry = registry("cutoffs")) {
            take(registry, foundation.register(START));
            vendorEvents().forEach(registry::submit);
            take(registry, foundation.revoke(certificate, vendor.stream(), 7, LATER, network.root()));
            assertThat(endpoints(registry, ORGANISATION)).containsExactly("urn:uuid:before");
            take(registry, foundation.revoke(certificate, vendor.stream(), 2, LATER, network.root()));
            take(registry, foundation.revoke(certificate, vendor.stream(), 5, LATER, network.root()));
            assertThat(endpoints(registry, ORGANISATION)).isEmpty();
            assertThat(registry.projection.organisation(ORGANISATION, LATER)).hasSize(1);
        }
    }

    @Test
    void operationsDecideAboutVendorsAndTheRootAboutOperations() {
        Identity operations = foundation.operationsCertificate("Operations", START);
        Identity second = foundation.operationsCertificate("Operations 2", START);
        EventId own;
        try (TestRegistry registry = registry("operations")) {
            take(registry, foundation.register(START));
            own = foundation.stream().stream();
            take(registry, foundation.delegate(operations, START.plusSeconds(1)));
            take(registry, foundation.delegate(second, START.plusSeconds(2)));
            vendorEvents().forEach(registry::submit);
            take(registry, foundation.revoke(vendor.ca(), vendor.stream(), 3, LATER, operations));
            assertThat(endpoints(registry, VICTIM)).isEmpty();
            take(registry, foundation.revoke(second, own, 2, LATER, operations));
            take(registry, foundation.revoke(network.root(), own, 2, LATER, operations));
            take(registry, foundation.revoke(network.root(), own, 2, LATER, network.root()));
            for (int sequence : new int[] {4, 5, 6}) {
                assertThat(standing(registry, foundation.stream().id(sequence)))
                        .isInstanceOf(ProjectionStanding.Refused.class);
            }
            assertThat(registry.ingest.decisions().revocations().cutoffs()).hasSize(1);
            take(registry, foundation.revoke(operations, own, 2, LATER, network.root()));
            assertThat(standing(registry, foundation.stream().id(3))).isInstanceOf(ProjectionStanding.Revoked.class);
            assertThat(endpoints(registry, VICTIM)).containsExactly("urn:uuid:thief");
        }
        try (TestRegistry registry = registry("operations")) {
            assertThat(endpoints(registry, VICTIM)).containsExactly("urn:uuid:thief");
            assertThat(registry.ingest.decisions().revocations().cutoffs()).hasSize(1);
        }
    }

    @Test
    void aVendorCannotDecideAnything() {
        try (TestRegistry registry = registry("vendor")) {
            take(registry, vendor.register(START));
            assertThat(registry.submit(vendor.sign(
                            new ForkResolution(vendor.stream(), 1, vendor.stream()),
                            1,
                            vendor.stream(),
                            START,
                            vendor.ca())))
                    .isEqualTo(new IngestVerdict.Rejected("signer-may-not-sign-this"));
        }
    }

    private TestRegistry registry(String name) {
        return new TestRegistry(network, folder.resolve(name), LATER).started();
    }

    private static void take(TestRegistry registry, String event) {
        assertThat(registry.submit(event)).isInstanceOf(IngestVerdict.Accepted.class);
    }

    private static ProjectionStanding standing(TestRegistry registry, EventId event) {
        return registry.projection.event(event).orElseThrow().standing();
    }

    private static List<String> endpoints(TestRegistry registry, String organisation) {
        return registry.projection.endpoints(organisation, LATER).stream()
                .map(EndpointView::endpointId)
                .toList();
    }
}
