// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.ProjectionStanding;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestFoundation;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.stream.StreamHead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream of a vendor that signed two events for sequence 4, and what the Foundation decides about it. */
class ForksTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";
    private static final Instant LATER = START.plusSeconds(60);

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestFoundation foundation = network.foundation();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final TestVendor twin = vendor.twin();
    private final Identity certificate = vendor.contractCertificate("Ziekenhuis de Linde", START);
    private TestRegistry registry;

    @BeforeEach
    void forked() {
        registry = new TestRegistry(network, folder, LATER).started();
        UUID contract = UUID.randomUUID();
        take(foundation.register(START));
        take(vendor.register(START));
        take(vendor.propose(contract, ORGANISATION, certificate, START.plusSeconds(1)));
        take(vendor.approve(contract, certificate, START.plusSeconds(2)));
        take(vendor.endpoint(ORGANISATION, "urn:uuid:before", certificate, START.plusSeconds(3)));
        twin.follow(vendor);
        take(vendor.endpoint(ORGANISATION, "urn:uuid:ours", certificate, START.plusSeconds(4)));
        take(vendor.endpoint(ORGANISATION, "urn:uuid:ours-too", certificate, START.plusSeconds(5)));
        twin.endpoint(ORGANISATION, "urn:uuid:theirs", certificate, START.plusSeconds(4));
        twin.endpoint(ORGANISATION, "urn:uuid:theirs-too", certificate, START.plusSeconds(5));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aForkFreezesTheStreamBeforeItAndLookUpsKeepWorking() {
        assertThat(endpoints()).containsExactlyInAnyOrder("urn:uuid:before", "urn:uuid:ours", "urn:uuid:ours-too");
        assertThat(submit(twin, 4)).isInstanceOf(IngestVerdict.Fork.class);
        assertFrozen();
        assertThat(submit(twin, 4)).isEqualTo(new IngestVerdict.Duplicate(twin.id(4)));
        assertThat(submit(vendor, 5)).isEqualTo(held(vendor.id(5)));
        assertThat(registry.ingest.openForks(vendor.stream())).hasSize(1);
        assertThat(registry.ingest.chain(vendor.stream(), 0, 100))
                .extracting(LogEntry::sequence)
                .containsExactly(0L, 1L, 2L, 3L);
        restart();
        assertFrozen();
        assertThat(submit(twin, 4)).isEqualTo(new IngestVerdict.Duplicate(twin.id(4)));
    }

    @Test
    void oneMoreEventAtTheSamePlaceIsMoreProofUpToALimit() {
        assertThat(submit(twin, 4)).isInstanceOf(IngestVerdict.Fork.class);
        for (int i = 0; i < 20; i++) {
            String third = vendor.sign(
                    new ContractApproval(UUID.randomUUID()), 4, vendor.id(3), START.plusSeconds(4), certificate);
            assertThat(registry.submit(third))
                    .isInstanceOf(i < 14 ? IngestVerdict.Fork.class : IngestVerdict.Held.class);
        }
        assertThat(registry.ingest.forks()).hasSize(15);
        assertFrozen();
    }

    @Test
    void theBranchOfTheWinnerGoesOn() {
        assertThat(submit(twin, 4)).isInstanceOf(IngestVerdict.Fork.class);
        assertThat(submit(twin, 5)).isEqualTo(held(twin.id(5)));
        take(foundation.resolve(vendor.stream(), 4, twin.id(4), LATER, network.root()));
        assertThat(submit(twin, 5)).isEqualTo(new IngestVerdict.Duplicate(twin.id(5)));
        assertThat(submit(vendor, 4)).isEqualTo(new IngestVerdict.Duplicate(vendor.id(4)));
        assertTheirs();
        restart();
        assertTheirs();
    }

    @Test
    void theOwnBranchGoesOnWhenItWins() {
        assertThat(submit(twin, 4)).isInstanceOf(IngestVerdict.Fork.class);
        String next = vendor.endpoint(ORGANISATION, "urn:uuid:next", certificate, START.plusSeconds(6));
        assertThat(registry.submit(next)).isEqualTo(held(vendor.id(6)));
        long size = registry.log.size();
        take(foundation.resolve(vendor.stream(), 4, vendor.id(4), LATER, network.root()));
        assertThat(registry.log.size()).isEqualTo(size + 2);
        assertOurs();
        restart();
        assertOurs();
    }

    @Test
    void aDecisionThatComesBeforeTheForkHoldsToo() {
        take(foundation.resolve(vendor.stream(), 4, twin.id(4), LATER, network.root()));
        assertThat(registry.ingest.head(vendor.stream()))
                .contains(new StreamHead(vendor.stream(), 3, vendor.id(3), false));
        assertThat(endpoints()).containsExactly("urn:uuid:before");
        assertThat(standing(vendor.id(4))).isInstanceOf(ProjectionStanding.ForkLost.class);
        assertThat(submit(twin, 5))
                .isEqualTo(new IngestVerdict.Held(twin.id(5), vendor.stream(), HeldReason.PREDECESSOR_MISSING, 4));
        assertThat(submit(twin, 4)).isInstanceOf(IngestVerdict.Accepted.class);
        assertTheirs();
        assertThat(submit(vendor, 4)).isInstanceOf(IngestVerdict.Rejected.class);
        restart();
        assertTheirs();
    }

    @Test
    void theFirstDecisionAboutAPlaceCounts() {
        assertThat(submit(twin, 4)).isInstanceOf(IngestVerdict.Fork.class);
        take(foundation.resolve(vendor.stream(), 4, twin.id(4), LATER, network.root()));
        take(foundation.resolve(vendor.stream(), 4, vendor.id(4), LATER, network.root()));
        assertThat(submit(twin, 5)).isInstanceOf(IngestVerdict.Accepted.class);
        assertTheirs();
    }

    @Test
    void aDecisionThatIsVoidFreezesTheStreamAgainAndTheNextOneCounts() {
        Identity operations = foundation.operationsCertificate("Operations", START);
        take(foundation.delegate(operations, START.plusSeconds(1)));
        assertThat(submit(twin, 4)).isInstanceOf(IngestVerdict.Fork.class);
        take(foundation.resolve(vendor.stream(), 4, twin.id(4), LATER, operations));
        assertThat(submit(twin, 5)).isInstanceOf(IngestVerdict.Accepted.class);
        assertTheirs();
        take(foundation.revoke(operations, foundation.stream().stream(), 1, LATER, network.root()));
        assertFrozen();
        restart();
        assertFrozen();
        take(foundation.resolve(vendor.stream(), 4, vendor.id(4), LATER, network.root()));
        assertThat(endpoints()).containsExactlyInAnyOrder("urn:uuid:before", "urn:uuid:ours", "urn:uuid:ours-too");
        restart();
        assertThat(endpoints()).containsExactlyInAnyOrder("urn:uuid:before", "urn:uuid:ours", "urn:uuid:ours-too");
        assertThat(registry.ingest.head(vendor.stream()))
                .contains(new StreamHead(vendor.stream(), 5, vendor.id(5), false));
    }

    @Test
    void anEarlierForkComesBeforeALaterOne() {
        assertThat(submit(twin, 4)).isInstanceOf(IngestVerdict.Fork.class);
        String earlier = vendor.sign(
                new ContractApproval(UUID.randomUUID()), 2, vendor.id(1), START.plusSeconds(2), certificate);
        assertThat(registry.submit(earlier)).isInstanceOf(IngestVerdict.Fork.class);
        assertThat(registry.ingest.head(vendor.stream()))
                .contains(new StreamHead(vendor.stream(), 1, vendor.id(1), true));
        take(foundation.resolve(vendor.stream(), 2, vendor.id(2), LATER, network.root()));
        assertFrozen();
        take(foundation.resolve(vendor.stream(), 4, twin.id(4), LATER, network.root()));
        assertThat(submit(twin, 5)).isInstanceOf(IngestVerdict.Accepted.class);
        assertTheirs();
    }

    @Test
    void aForkOfTheFoundationsOwnStreamIsNotResolvedInAnyOfThem() {
        String rival = foundation.stream()
                .sign(
                        new ForkResolution(vendor.stream(), 4, vendor.id(4)),
                        1,
                        foundation.stream().id(0),
                        LATER,
                        network.root());
        take(foundation.resolve(vendor.stream(), 4, twin.id(4), LATER, network.root()));
        assertThat(registry.submit(rival)).isInstanceOf(IngestVerdict.Fork.class);
        assertThat(registry.ingest.decisions().resolutions().winners()).isEmpty();
        TestFoundation again = network.foundation();
        take(again.register(START.plusSeconds(9)));
        take(again.resolve(foundation.stream().stream(), 1, again.stream().stream(), LATER, network.root()));
        assertThat(standing(again.stream().id(1))).isInstanceOf(ProjectionStanding.Refused.class);
        assertThat(registry.ingest.head(foundation.stream().stream()).map(StreamHead::forked))
                .contains(true);
        assertThat(submit(twin, 4)).isInstanceOf(IngestVerdict.Fork.class);
        take(again.resolve(vendor.stream(), 4, twin.id(4), LATER, network.root()));
        assertThat(submit(twin, 5)).isInstanceOf(IngestVerdict.Accepted.class);
        assertTheirs();
        restart();
        assertTheirs();
    }

    private void assertFrozen() {
        assertThat(registry.ingest.head(vendor.stream()))
                .contains(new StreamHead(vendor.stream(), 3, vendor.id(3), true));
        assertThat(endpoints()).containsExactly("urn:uuid:before");
        assertThat(standing(vendor.id(4))).isInstanceOf(ProjectionStanding.Frozen.class);
        assertThat(registry.projection.vendors().getFirst().frozen()).isTrue();
    }

    private void assertOurs() {
        assertThat(registry.ingest.head(vendor.stream()))
                .contains(new StreamHead(vendor.stream(), 6, vendor.id(6), false));
        assertThat(endpoints())
                .containsExactlyInAnyOrder("urn:uuid:before", "urn:uuid:ours", "urn:uuid:ours-too", "urn:uuid:next");
        assertThat(standing(vendor.id(4))).isInstanceOf(ProjectionStanding.Valid.class);
        assertThat(registry.projection.vendors().getFirst().frozen()).isFalse();
    }

    private void assertTheirs() {
        assertThat(registry.ingest.head(vendor.stream()))
                .contains(new StreamHead(vendor.stream(), 5, twin.id(5), false));
        assertThat(endpoints()).containsExactlyInAnyOrder("urn:uuid:before", "urn:uuid:theirs", "urn:uuid:theirs-too");
        assertThat(standing(vendor.id(4))).isInstanceOf(ProjectionStanding.ForkLost.class);
        assertThat(standing(vendor.id(5))).isInstanceOf(ProjectionStanding.ForkLost.class);
        assertThat(registry.ingest.chain(vendor.stream(), 3, 2))
                .extracting(LogEntry::id)
                .containsExactly(vendor.id(3), twin.id(4));
        assertThat(registry.ingest.chain(vendor.stream(), 5, 2))
                .extracting(LogEntry::id)
                .containsExactly(twin.id(5));
        assertThat(registry.ingest.openForks(vendor.stream())).isEmpty();
    }

    private static IngestVerdict held(EventId id, EventId stream) {
        return new IngestVerdict.Held(id, stream, HeldReason.STREAM_FROZEN, 4);
    }

    private IngestVerdict held(EventId id) {
        return held(id, vendor.stream());
    }

    private void restart() {
        registry.close();
        registry = new TestRegistry(network, folder, LATER).started();
    }

    private IngestVerdict submit(TestVendor from, int sequence) {
        return registry.submit(from.events().get(sequence));
    }

    private void take(String event) {
        assertThat(registry.submit(event)).isInstanceOf(IngestVerdict.Accepted.class);
    }

    private ProjectionStanding standing(EventId event) {
        return registry.projection.event(event).orElseThrow().standing();
    }

    private List<String> endpoints() {
        return registry.projection.endpoints(ORGANISATION, LATER).stream()
                .map(EndpointView::endpointId)
                .toList();
    }
}
