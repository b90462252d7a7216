// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.search.IndexedOrganisations;
import io.notenboom.registry.search.SearchQuery;
import io.notenboom.registry.search.lucene.LuceneIndexes;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.verify.EventVerifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry's log as gossip sees it, with real events. */
class RegistryLogTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final UUID contract = UUID.fromString("1b4e28ba-2fa1-41d2-883f-0016d3cca427");
    private final List<EventLog> logs = new ArrayList<>();
    private Instant now = START.plusSeconds(60);

    @AfterEach
    void close() {
        logs.forEach(EventLog::close);
    }

    private record Node(RegistryLog log, IndexedOrganisations search) {}

    private Node node(String name) {
        FileStores stores = new FileStores(folder.resolve(name));
        EventLog log = stores.eventLog(RegistryLogTest::read);
        logs.add(log);
        RegistryProjection projection =
                new RegistryProjection(network.root().certificate(), EndpointTypesFormat.defaultTable());
        Commits commits = new Commits(log, stores.forkEvidence(), projection);
        IngestEvents ingest =
                new IngestEvents(new EventVerifier(network.id(), network.root().certificate()), () -> now, commits);
        IndexedOrganisations search = new IndexedOrganisations(LuceneIndexes.inMemory(), projection, () -> now);
        commits.listen(search);
        ingest.start();
        search.start();
        return new Node(new RegistryLog(log, ingest, ingest, "1"), search);
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<String> events() {
        var signer = vendor.contractCertificate("Ziekenhuis de Linde", START);
        return List.of(
                vendor.register(START),
                vendor.propose(contract, ORGANISATION, signer, START.plusSeconds(1)),
                vendor.approve(contract, signer, START.plusSeconds(2)));
    }

    @Test
    void aSuffixIsTakenByAnotherNodeAndFoundThere() {
        Node a = node("a");
        Node b = node("b");
        assertThat(a.log().offer(events())).hasOnlyElementsOfType(Verdict.Accepted.class);
        Digest stream = new Digest(vendor.stream().value());
        EventSuffix first = a.log().suffix(stream, 0, 2);
        assertThat(first.next()).isEqualTo(2);
        EventSuffix rest = a.log().suffix(stream, 2, 256);
        assertThat(rest.next()).isNull();
        assertThat(b.log().offer(rest.events())).containsExactly(new Verdict.Held(0));
        assertThat(b.log().offer(first.events())).hasOnlyElementsOfType(Verdict.Accepted.class);
        assertThat(b.log().heads()).isEqualTo(a.log().heads()).hasSize(1);
        assertThat(b.log().state()).isEqualTo(a.log().state());
        assertThat(b.search().search(SearchQuery.of("ziekenhuis de lnde", 5)).hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.organisation()).isEqualTo(ORGANISATION));
        assertThat(a.log().suffix(stream, 3, 256).events()).isEmpty();
        assertThat(a.log().suffix(Digest.sha256(new byte[] {1}), 0, 256).events())
                .isEmpty();
    }

    @Test
    void theSuffixOfAForkedStreamProvesTheForkToOthers() {
        Node a = node("a");
        Node b = node("b");
        var signer = vendor.contractCertificate("Ziekenhuis de Linde", START);
        List<String> chain =
                List.of(vendor.register(START), vendor.propose(contract, ORGANISATION, signer, START.plusSeconds(1)));
        ContractApproval approval = new ContractApproval(contract);
        String left = vendor.sign(approval, 2, vendor.id(1), START.plusSeconds(2), signer);
        String right = vendor.sign(approval, 2, vendor.id(1), START.plusSeconds(3), signer);
        assertThat(a.log().offer(chain)).hasSize(2);
        assertThat(b.log().offer(chain)).hasSize(2);
        assertThat(a.log().offer(List.of(left))).containsExactly(new Verdict.Accepted());
        assertThat(b.log().offer(List.of(right))).containsExactly(new Verdict.Accepted());
        assertThat(a.log().offer(List.of(right))).containsExactly(new Verdict.Fork());
        Digest stream = new Digest(vendor.stream().value());
        StreamEntry frozen = a.log().head(stream).orElseThrow();
        assertThat(frozen.seq()).isEqualTo(1);
        assertThat(frozen.forked()).isTrue();
        EventSuffix proof = a.log().suffix(stream, 2, 256);
        assertThat(proof.events()).containsExactly(left, right);
        assertThat(b.log().offer(proof.events())).containsExactly(new Verdict.Fork(), new Verdict.Duplicate());
        assertThat(b.log().heads()).isEqualTo(a.log().heads());
        assertThat(a.log().forks()).hasSize(1);
        assertThat(a.log().suffix(stream, 0, 256).events()).hasSize(4);
    }

    @Test
    void aContractThatBeginsLaterIsFoundFromThenOn() {
        Node a = node("a");
        var signer = vendor.contractCertificate("Ziekenhuis de Linde", START);
        Instant later = START.plusSeconds(200);
        assertThat(a.log()
                        .offer(List.of(
                                vendor.register(START),
                                vendor.propose(contract, ORGANISATION, signer, later),
                                vendor.approve(contract, signer, later))))
                .hasOnlyElementsOfType(Verdict.Accepted.class);
        assertThat(a.search().search(SearchQuery.of("linde", 5)).hits()).isEmpty();
        now = later;
        assertThat(a.search().search(SearchQuery.of("linde", 5)).hits()).hasSize(1);
    }
}
