// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.gossip.RegistryLog;
import io.notenboom.registry.scenario.TemporaryFolder;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestFoundation;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Any delivery order of one set of valid events, with duplicates, forks, revocations and decisions about forks, gives the
 * same heads and the same projection, before and after a restart. As gossip does, what was not taken is delivered again as
 * long as that changes something.
 */
class BranchOrderTest {

    private static final Instant LATER = START.plusSeconds(100);
    private static final TestNetwork NETWORK = new TestNetwork();
    private static final List<String> EVENTS = events();
    private static final String EXPECTED = delivered(new ArrayList<>(EVENTS), 256, new Random(1));

    private static String organisation(int number) {
        return "urn:oid:2.16.840.1.113883.2.4.6.1:0000000" + number;
    }

    private static List<String> events() {
        List<String> events = new ArrayList<>();
        TestFoundation foundation = NETWORK.foundation();
        foundation.register(START);
        Identity operations = foundation.operationsCertificate("Operations", START);
        foundation.delegate(operations, START.plusSeconds(1));
        foundation.issue(new EndpointTypeTable(new EndpointTypes(List.of())), START.plusSeconds(8), operations);
        events.addAll(resolvedFork(foundation, 1, true));
        events.addAll(resolvedFork(foundation, 2, false));
        events.addAll(openFork(3));
        events.addAll(stolenKey(foundation, operations, 4));
        events.addAll(voidDecision(foundation, operations, 5));
        foundation.revoke(operations, foundation.stream().stream(), 2, LATER, NETWORK.root());
        events.addAll(foundation.stream().events());
        return List.copyOf(events);
    }

    private static TestVendor vendor(int number, Identity[] certificate) {
        TestVendor vendor = NETWORK.vendor("Leverancier " + number, "1111111" + number);
        certificate[0] = vendor.contractCertificate("Organisatie " + number, START);
        UUID contract = UUID.randomUUID();
        vendor.register(START);
        vendor.propose(contract, organisation(number), certificate[0], START.plusSeconds(1));
        vendor.approve(contract, certificate[0], START.plusSeconds(2));
        vendor.endpoint(organisation(number), "urn:uuid:" + number, certificate[0], START.plusSeconds(3));
        return vendor;
    }

    private static TestVendor branch(TestVendor vendor, int number, Identity certificate) {
        TestVendor twin = vendor.twin();
        twin.follow(vendor);
        for (int i = 0; i < 3; i++) {
            vendor.endpoint(organisation(number), "urn:uuid:ours-" + i, certificate, START.plusSeconds(4 + i));
            twin.endpoint(organisation(number), "urn:uuid:theirs-" + i, certificate, START.plusSeconds(4 + i));
        }
        return twin;
    }

    private static List<String> both(TestVendor vendor, TestVendor twin) {
        List<String> events = new ArrayList<>(vendor.events());
        events.addAll(twin.events().subList(4, twin.events().size()));
        return events;
    }

    private static List<String> resolvedFork(TestFoundation foundation, int number, boolean theirs) {
        Identity[] certificate = new Identity[1];
        TestVendor vendor = vendor(number, certificate);
        TestVendor twin = branch(vendor, number, certificate[0]);
        foundation.resolve(
                vendor.stream(), 4, theirs ? twin.id(4) : vendor.id(4), START.plusSeconds(9), NETWORK.root());
        return both(vendor, twin);
    }

    private static List<String> openFork(int number) {
        Identity[] certificate = new Identity[1];
        TestVendor vendor = vendor(number, certificate);
        List<String> events = both(vendor, branch(vendor, number, certificate[0]));
        events.add(vendor.sign(
                new ContractApproval(UUID.randomUUID()), 2, vendor.id(1), START.plusSeconds(2), certificate[0]));
        return events;
    }

    private static List<String> stolenKey(TestFoundation foundation, Identity operations, int number) {
        Identity[] certificate = new Identity[1];
        TestVendor vendor = vendor(number, certificate);
        UUID contract = UUID.randomUUID();
        Identity stolen = vendor.contractCertificate("Slachtoffer", START);
        vendor.propose(contract, organisation(1), stolen, START.plusSeconds(4));
        vendor.approve(contract, stolen, START.plusSeconds(5));
        Identity next = vendor.nextCa(START);
        vendor.replaceCa(next, next, START.plusSeconds(6));
        vendor.endpoint(organisation(number), "urn:uuid:after", certificate[0], START.plusSeconds(7));
        foundation.revoke(vendor.ca(), vendor.stream(), 3, START.plusSeconds(10), NETWORK.root());
        foundation.revoke(certificate[0], vendor.stream(), 2, START.plusSeconds(11), operations);
        return vendor.events();
    }

    private static List<String> voidDecision(TestFoundation foundation, Identity operations, int number) {
        Identity[] certificate = new Identity[1];
        TestVendor vendor = vendor(number, certificate);
        TestVendor twin = branch(vendor, number, certificate[0]);
        foundation.resolve(vendor.stream(), 4, twin.id(4), START.plusSeconds(12), operations);
        foundation.resolve(vendor.stream(), 4, vendor.id(4), START.plusSeconds(13), NETWORK.root());
        return both(vendor, twin);
    }

    @Property(tries = 60)
    void deliveryOrderNeverShows(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> shuffled = new ArrayList<>(EVENTS);
        for (int i = 0; i < 10; i++) {
            shuffled.add(EVENTS.get(random.nextInt(EVENTS.size())));
        }
        Collections.shuffle(shuffled, random);
        assertThat(delivered(shuffled, 1 + random.nextInt(20), random)).isEqualTo(EXPECTED);
    }

    private static String delivered(List<String> events, int batch, Random random) {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            String shown;
            try (TestRegistry registry = new TestRegistry(NETWORK, folder.path(), LATER).started()) {
                long before = -1;
                while (registry.log.size() + registry.ingest.forks().size() > before) {
                    before = registry.log.size() + registry.ingest.forks().size();
                    for (int i = 0; i < events.size(); i += batch) {
                        List<String> delivery = events.subList(i, Math.min(events.size(), i + batch));
                        assertThat(registry.ingest.submit(delivery)).hasSameSizeAs(delivery);
                    }
                    Collections.shuffle(events, random);
                }
                shown = shown(registry);
            }
            try (TestRegistry registry = new TestRegistry(NETWORK, folder.path(), LATER).started()) {
                assertThat(shown(registry)).isEqualTo(shown);
            }
            return shown;
        }
    }

    /** What a registry shows, as text. */
    private static String shown(TestRegistry registry) {
        List<Object> all = new ArrayList<>();
        all.add(registry.ingest.heads());
        all.add(HeadsTrie.of(new RegistryLog(registry.log, registry.ingest, registry.ingest, "epoch").heads())
                .root());
        all.add(registry.projection.projectionHash());
        all.add(registry.projection.organisations(LATER));
        for (int number = 1; number <= 5; number++) {
            all.add(registry.projection.endpoints(organisation(number), LATER));
        }
        all.add(registry.ingest.decisions());
        return all.toString();
    }
}
