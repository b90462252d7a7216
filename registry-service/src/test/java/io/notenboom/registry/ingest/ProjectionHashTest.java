// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The projection hash tells registries apart that show something else, and no others. */
class ProjectionHashTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final UUID contract = UUID.randomUUID();
    private Identity certificate = vendor.ca();

    @TempDir
    Path folder;

    private int registries;

    @BeforeEach
    void issue() {
        certificate = vendor.contractCertificate("Ziekenhuis", START);
        vendor.register(START);
        vendor.propose(contract, ORGANISATION, certificate, START.plusSeconds(1));
        vendor.approve(contract, certificate, START.plusSeconds(2));
        vendor.endpoint(ORGANISATION, "urn:uuid:1", certificate, START.plusSeconds(3));
        vendor.endpoint(ORGANISATION, "urn:uuid:1", certificate, START.plusSeconds(4));
        // Refused: it names a contract that was never proposed.
        vendor.approve(UUID.randomUUID(), certificate, START.plusSeconds(5));
    }

    private TestRegistry registry() {
        registries++;
        return new TestRegistry(network, folder.resolve("registry-" + registries), START.plusSeconds(100)).started();
    }

    @Test
    void everyEventChangesIt() {
        try (TestRegistry registry = registry()) {
            Set<String> seen = new HashSet<>(Set.of(registry.projection.projectionHash()));
            for (String event : vendor.events()) {
                assertThat(registry.submit(event)).isInstanceOf(IngestVerdict.Accepted.class);
                assertThat(seen.add(registry.projection.projectionHash())).isTrue();
                assertThat(registry.submit(event)).isInstanceOf(IngestVerdict.Duplicate.class);
                assertThat(seen).contains(registry.projection.projectionHash());
            }
            assertThat(registry.projection.projectionHash()).matches("[A-Za-z0-9_-]{43}");
        }
    }

    @Test
    void readingTheLogAgainGivesTheSame() {
        String before;
        try (TestRegistry registry = registry()) {
            vendor.events().forEach(event -> assertThat(registry.submit(event)).isNotNull());
            before = registry.projection.projectionHash();
        }
        registries--;
        try (TestRegistry registry = registry()) {
            assertThat(registry.projection.projectionHash()).isEqualTo(before);
        }
    }

    @Test
    void nodesThatTookDifferentSidesOfAForkHaveTheSame() {
        List<String> common = vendor.events();
        EventId last = vendor.id(common.size() - 1);
        String left =
                vendor.sign(new ContractApproval(contract), common.size(), last, START.plusSeconds(6), certificate);
        String right =
                vendor.sign(new ContractApproval(contract), common.size(), last, START.plusSeconds(7), certificate);
        try (TestRegistry one = registry();
                TestRegistry other = registry()) {
            assertThat(one.ingest.submit(with(common, left))).isNotEmpty();
            assertThat(other.ingest.submit(with(common, right))).isNotEmpty();
            assertThat(one.projection.projectionHash()).isNotEqualTo(other.projection.projectionHash());
            assertThat(one.submit(right)).isInstanceOf(IngestVerdict.Fork.class);
            assertThat(other.submit(left)).isInstanceOf(IngestVerdict.Fork.class);
            assertThat(one.projection.projectionHash()).isEqualTo(other.projection.projectionHash());
        }
    }

    private static List<String> with(List<String> events, String last) {
        List<String> all = new ArrayList<>(events);
        all.add(last);
        return all;
    }
}
