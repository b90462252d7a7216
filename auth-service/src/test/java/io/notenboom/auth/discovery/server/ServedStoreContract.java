// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.Registration;
import io.notenboom.auth.discovery.server.ServedStore.AddOutcome;
import io.notenboom.trust.did.Did;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of lists does. */
public abstract class ServedStoreContract {

    private static final int MANY = 1000;
    private static final Instant NOW = Instant.ofEpochSecond(Instant.now().getEpochSecond());

    private final String service = "s-" + UUID.randomUUID();

    /** The store under test. */
    protected abstract ServedStore store();

    /** A registration of an hour. */
    protected static Registration entry(String signer, String id, @Nullable String retracts) {
        return new Registration(
                id, new Did("did:web:" + signer), NOW.plus(Duration.ofHours(1)), retracts, "vp " + id, Map.of());
    }

    private AddOutcome add(Registration registration) {
        return store().add(service, registration, MANY, NOW);
    }

    private EntryPage all() {
        return store().since(service, 0, NOW);
    }

    @Test
    void aListWithoutEntriesHasNoSeed() {
        assertThat(all()).isEqualTo(EntryPage.empty());
    }

    @Test
    void timestampsGoUpByOneAndTheSeedStays() {
        assertThat(add(entry("a", "1", null))).isEqualTo(AddOutcome.ADDED);
        String seed = all().seed();
        assertThat(UUID.fromString(seed)).isNotNull();
        assertThat(add(entry("b", "2", null))).isEqualTo(AddOutcome.ADDED);
        assertThat(all().seed()).isEqualTo(seed);
        assertThat(all().entries()).isEqualTo(Map.of(1L, "vp 1", 2L, "vp 2"));
        assertThat(store().since(service, 1, NOW).entries()).isEqualTo(Map.of(2L, "vp 2"));
        EntryPage beyond = store().since(service, 99, NOW);
        assertThat(beyond.entries()).isEmpty();
        assertThat(beyond.timestamp()).isEqualTo(2);
    }

    @Test
    void aSignerHasOneEntry() {
        assertThat(add(entry("a", "1", null))).isEqualTo(AddOutcome.ADDED);
        assertThat(add(entry("a", "2", null))).isEqualTo(AddOutcome.ADDED);
        assertThat(all().entries()).isEqualTo(Map.of(2L, "vp 2"));
        assertThat(all().timestamp()).isEqualTo(2);
    }

    @Test
    void aRetractionIsAnEntryAndOnlyOfTheSignersOwnLiveOne() {
        assertThat(add(entry("a", "0", "1"))).isEqualTo(AddOutcome.NOTHING_TO_RETRACT);
        assertThat(add(entry("a", "1", null))).isEqualTo(AddOutcome.ADDED);
        assertThat(add(entry("b", "2", "1"))).isEqualTo(AddOutcome.NOTHING_TO_RETRACT);
        assertThat(add(entry("a", "3", "another"))).isEqualTo(AddOutcome.NOTHING_TO_RETRACT);
        assertThat(add(entry("a", "4", "1"))).isEqualTo(AddOutcome.ADDED);
        assertThat(all().entries()).isEqualTo(Map.of(2L, "vp 4"));
        assertThat(add(entry("a", "5", "4"))).isEqualTo(AddOutcome.NOTHING_TO_RETRACT);
    }

    @Test
    void whatWasReplacedOrRetractedCannotBeBroughtBack() {
        assertThat(add(entry("a", "1", null))).isEqualTo(AddOutcome.ADDED);
        assertThat(add(entry("a", "1", null))).isEqualTo(AddOutcome.REPLAYED);
        assertThat(add(entry("a", "2", null))).isEqualTo(AddOutcome.ADDED);
        assertThat(add(entry("a", "1", null))).isEqualTo(AddOutcome.REPLAYED);
        assertThat(add(entry("a", "3", "2"))).isEqualTo(AddOutcome.ADDED);
        assertThat(add(entry("a", "2", null))).isEqualTo(AddOutcome.REPLAYED);
        assertThat(all().entries()).isEqualTo(Map.of(3L, "vp 3"));
    }

    @Test
    void expiredEntriesAreNotListedAndMakeRoom() {
        assertThat(store().add(service, entry("a", "1", null), 1, NOW)).isEqualTo(AddOutcome.ADDED);
        assertThat(store().add(service, entry("b", "2", null), 1, NOW)).isEqualTo(AddOutcome.FULL);
        assertThat(store().add(service, entry("a", "3", null), 1, NOW)).isEqualTo(AddOutcome.ADDED);
        Instant later = NOW.plus(Duration.ofHours(1));
        assertThat(store().since(service, 0, later).entries()).isEmpty();
        assertThat(store().since(service, 0, later).timestamp()).isEqualTo(2);
        Registration next =
                new Registration("4", new Did("did:web:b"), later.plus(Duration.ofHours(1)), null, "vp 4", Map.of());
        assertThat(store().add(service, next, 1, later)).isEqualTo(AddOutcome.ADDED);
        assertThat(store().since(service, 0, later).entries()).isEqualTo(Map.of(3L, "vp 4"));
    }

    @Test
    void aLongListComesInPages() {
        String text = "x".repeat(ServedStore.PAGE_LENGTH / 2 - 10);
        for (String name : List.of("1", "2", "3")) {
            Registration large = new Registration(
                    name, new Did("did:web:" + name), NOW.plus(Duration.ofHours(1)), null, text, Map.of());
            assertThat(add(large)).isEqualTo(AddOutcome.ADDED);
        }
        EntryPage first = all();
        assertThat(first.entries()).containsOnlyKeys(1L, 2L);
        assertThat(first.timestamp()).isEqualTo(2);
        EntryPage second = store().since(service, first.timestamp(), NOW);
        assertThat(second.entries()).containsOnlyKeys(3L);
        assertThat(second.timestamp()).isEqualTo(3);
    }

    @Test
    void ofManyThatRegisterAtOnceEachGetsATimestampOfItsOwn() throws Exception {
        List<Callable<AddOutcome>> calls = new ArrayList<>();
        for (int index = 0; index < 40; index++) {
            String name = "n" + index;
            calls.add(() -> add(entry(name, name, null)));
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (Future<AddOutcome> outcome : executor.invokeAll(calls)) {
                assertThat(outcome.get()).isEqualTo(AddOutcome.ADDED);
            }
        }
        assertThat(all().entries().keySet())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
        assertThat(all().timestamp()).isEqualTo(40);
    }
}
