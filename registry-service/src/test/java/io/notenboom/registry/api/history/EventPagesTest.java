// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.history;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.problem.ProblemException;
import io.notenboom.registry.api.RegistryViews;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.ingest.TestRegistry;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestFoundation;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The history of a stream of seven places; two of them, 4 and 5, were signed twice. */
class EventPagesTest {

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
    private EventPages pages;

    @BeforeEach
    void sevenPlaces() {
        registry = new TestRegistry(network, folder, LATER).started();
        pages = new EventPages(registry.log, registry.ingest, registry.projection);
        UUID contract = UUID.randomUUID();
        take(foundation.register(START));
        take(vendor.register(START));
        take(vendor.propose(contract, ORGANISATION, certificate, START.plusSeconds(1)));
        take(vendor.approve(contract, certificate, START.plusSeconds(2)));
        take(vendor.endpoint(ORGANISATION, "urn:uuid:before", certificate, START.plusSeconds(3)));
        twin.follow(vendor);
        take(vendor.endpoint(ORGANISATION, "urn:uuid:ours", certificate, START.plusSeconds(4)));
        take(vendor.endpoint(ORGANISATION, "urn:uuid:ours-too", certificate, START.plusSeconds(5)));
        take(vendor.endpoint(ORGANISATION, "urn:uuid:ours-three", certificate, START.plusSeconds(6)));
        twin.endpoint(ORGANISATION, "urn:uuid:theirs", certificate, START.plusSeconds(4));
        twin.endpoint(ORGANISATION, "urn:uuid:theirs-too", certificate, START.plusSeconds(5));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private void take(String compact) {
        assertThat(registry.submit(compact)).isInstanceOf(IngestVerdict.Accepted.class);
    }

    private void fork() {
        assertThat(registry.submit(twin.events().get(4))).isInstanceOf(IngestVerdict.Fork.class);
    }

    private void theirsWins() {
        fork();
        take(foundation.resolve(vendor.stream(), 4, twin.id(4), LATER, network.root()));
        take(twin.events().get(5));
    }

    private static HistoryQuery query(EventId stream, String branch, int limit) {
        HistoryQuery query = new HistoryQuery();
        query.sid = stream.value();
        query.branch = branch;
        query.limit = limit;
        return query;
    }

    private List<RegistryViews.LoggedEvent> walk(HistoryQuery query) {
        List<RegistryViews.LoggedEvent> all = new ArrayList<>();
        do {
            RegistryViews.Events page = pages.page(query);
            all.addAll(page.events());
            query.from = page.next();
        } while (query.from != null);
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 7, 100})
    void aStreamWithoutForkHasOneEventForEachPlace(int limit) {
        for (String branch : List.of("chain", "all")) {
            assertThat(walk(query(vendor.stream(), branch, limit)))
                    .extracting(RegistryViews.LoggedEvent::seq)
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        }
        assertThat(pages.page(query(vendor.stream(), "chain", 100)).forked()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100})
    void aStreamThatIsFrozenEndsBeforeTheForkAndShowsItsRivals(int limit) {
        fork();
        assertThat(walk(query(vendor.stream(), "chain", limit)))
                .extracting(RegistryViews.LoggedEvent::seq)
                .containsExactly(0L, 1L, 2L, 3L);
        assertThat(pages.page(query(vendor.stream(), "chain", limit)).forked()).isTrue();
        List<RegistryViews.LoggedEvent> all = walk(query(vendor.stream(), "all", limit));
        assertThat(all)
                .extracting(RegistryViews.LoggedEvent::id)
                .doesNotHaveDuplicates()
                .hasSize(8)
                .contains(vendor.id(4).value(), twin.id(4).value(), vendor.id(6).value());
        assertThat(all)
                .filteredOn(event -> event.seq() >= 4)
                .extracting(event -> event.standing().state())
                .containsOnly("frozen");
        assertThat(all)
                .filteredOn(event -> event.id().equals(twin.id(4).value()))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.rivals()).containsExactly(vendor.id(4).value()));
        assertThat(all)
                .filteredOn(event -> event.seq() != 4)
                .extracting(RegistryViews.LoggedEvent::rivals)
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void aResolvedForkShowsTheWinnersAndWhatTheyWonFrom(int limit) {
        theirsWins();
        List<RegistryViews.LoggedEvent> chain = walk(query(vendor.stream(), "chain", limit));
        assertThat(chain)
                .extracting(RegistryViews.LoggedEvent::id)
                .containsExactly(
                        vendor.id(0).value(),
                        vendor.id(1).value(),
                        vendor.id(2).value(),
                        vendor.id(3).value(),
                        twin.id(4).value(),
                        twin.id(5).value());
        assertThat(chain.get(4).rivals()).containsExactly(vendor.id(4).value());
        assertThat(chain.get(5).rivals()).containsExactly(vendor.id(5).value());
        List<RegistryViews.LoggedEvent> all = walk(query(vendor.stream(), "all", limit));
        assertThat(all)
                .extracting(RegistryViews.LoggedEvent::id)
                .doesNotHaveDuplicates()
                .hasSize(9);
        assertThat(all)
                .filteredOn(event -> event.standing().state().equals("fork-lost"))
                .extracting(RegistryViews.LoggedEvent::id)
                .containsExactlyInAnyOrder(
                        vendor.id(4).value(), vendor.id(5).value(), vendor.id(6).value());
    }

    @Test
    void manyRivalsOfOnePlaceComeTogether() {
        fork();
        for (int i = 0; i < 10; i++) {
            String third = vendor.sign(
                    new ContractApproval(UUID.randomUUID()), 4, vendor.id(3), START.plusSeconds(4), certificate);
            assertThat(registry.submit(third)).isInstanceOf(IngestVerdict.Fork.class);
        }
        HistoryQuery query = query(vendor.stream(), "all", 3);
        query.from = 4L;
        RegistryViews.Events place = pages.page(query);
        assertThat(place.events())
                .hasSize(12)
                .extracting(RegistryViews.LoggedEvent::seq)
                .containsOnly(4L);
        assertThat(place.next()).isEqualTo(5L);
        assertThat(walk(query(vendor.stream(), "all", 3))).hasSize(18);
    }

    @Test
    void refusedEventsAreListedWithTheirReasons() {
        TestVendor other = network.vendor("Leverancier B", "22222222");
        take(other.register(START));
        Identity of = other.contractCertificate("Apotheek", START);
        UUID contract = UUID.randomUUID();
        take(other.propose(contract, ORGANISATION, of, START.plusSeconds(1)));
        take(other.endpoint(ORGANISATION, "urn:uuid:too-early", of, START.plusSeconds(2)));
        HistoryQuery refused = new HistoryQuery();
        refused.state = "refused";
        refused.limit = 2;
        assertThat(walk(refused)).singleElement().satisfies(event -> {
            assertThat(event.standing().rule()).isEqualTo("is-there-an-approved-contract");
            assertThat(event.standing().reason()).isNotBlank();
            assertThat(event.seq()).isEqualTo(2);
        });
        HistoryQuery proposals = new HistoryQuery();
        proposals.type = "ContractProposal";
        proposals.limit = 1;
        assertThat(walk(proposals)).hasSize(2);
        assertThat(walk(new HistoryQuery())).hasSize((int) registry.log.size());
    }

    @Test
    void behindTheEndThereIsNothing() {
        for (String branch : List.of("chain", "all")) {
            HistoryQuery behind = query(vendor.stream(), branch, 500);
            behind.from = 1_000_000L;
            assertThat(pages.page(behind).events()).isEmpty();
            assertThat(pages.page(behind).next()).isNull();
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        HistoryQuery branchOfTheLog = new HistoryQuery();
        branchOfTheLog.branch = "all";
        HistoryQuery state = new HistoryQuery();
        state.state = "odd";
        HistoryQuery from = new HistoryQuery();
        from.from = -1L;
        HistoryQuery far = query(vendor.stream(), "all", 500);
        far.from = Long.MAX_VALUE;
        for (HistoryQuery query : List.of(branchOfTheLog, state, from, far, query(vendor.stream(), "odd", 1))) {
            assertThatThrownBy(() -> pages.page(query)).isInstanceOf(ProblemException.class);
        }
    }
}
