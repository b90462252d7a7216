// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.chainlog.ChainVerdict;
import io.notenboom.kit.chainlog.ChainVerifier;
import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.kit.chainlog.LogFailureException;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.LogQuery;
import io.notenboom.pdp.log.LogSearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decision log on disk: room, pages, what is kept and what is not any more. */
class DecisionLogFilesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DECISIONS = 60;

    @TempDir
    Path folder;

    private final AtomicLong free = new AtomicLong(1_000_000);

    @SuppressWarnings("NullAway.Init")
    private HashChainedLog chain;

    @SuppressWarnings("NullAway.Init")
    private ChainedDecisionLog log;

    @BeforeEach
    void open() {
        chain = HashChainedLog.open(folder, 4_096);
        log = new ChainedDecisionLog(chain, free::get, 1_000);
    }

    @AfterEach
    void close() {
        chain.close();
    }

    /** One decision a day. */
    private static ObjectNode decision(int day) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "decision")
                .put("id", "d" + day)
                .put("time", START.plus(Duration.ofDays(day)).toString())
                .put("subject", day % 2 == 0 ? "a" : "b")
                .put("client", "did:web:one did:web:" + day % 3)
                .put("flow", "f" + day % 5)
                .put("effect", day % 4 == 0 ? "deny" : "permit")
                .put("reason", day % 4 == 0 ? "not_in_flow" : "flow");
    }

    private void write() {
        for (int day = 0; day < DECISIONS; day++) {
            assertThat(log.append(List.of(decision(day)))).isEqualTo(day);
        }
    }

    private static LogQuery period(int from, int to) {
        return new LogQuery(
                Optional.of(START.plus(Duration.ofDays(from))),
                Optional.of(START.plus(Duration.ofDays(to))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void takesNothingWithoutRoomAndGoesOnWithIt() {
        assertThat(log.append(List.of(decision(0)))).isZero();
        free.set(999);
        assertThatThrownBy(() -> log.append(List.of(decision(1))))
                .isInstanceOf(LogFailureException.class)
                .hasMessageContaining("no decision is given until there is more");
        free.set(1_000);
        assertThat(log.append(List.of(decision(2)))).isEqualTo(1);
        assertThat(log.size()).isEqualTo(2);
    }

    @Test
    void pagesGoThroughEverythingOnceInBothDirections() {
        write();
        LogSearch search = new LogSearch(log);
        List<String> down = new ArrayList<>();
        Optional<Long> place = Optional.empty();
        do {
            LogSearch.Page page = search.newestFirst(LogQuery.ALL, subject -> true, place, 7);
            page.decisions().forEach(one -> down.add(one.path("id").asText()));
            place = page.next();
        } while (place.isPresent());
        List<String> up = new ArrayList<>();
        do {
            LogSearch.Page page = search.oldestFirst(LogQuery.ALL, subject -> true, place, 7);
            page.decisions().forEach(one -> up.add(one.path("id").asText()));
            place = page.next();
        } while (place.isPresent());
        assertThat(down).hasSize(DECISIONS).startsWith("d59", "d58").endsWith("d1", "d0");
        assertThat(up).isEqualTo(down.reversed());
    }

    @Test
    void whatIsAskedForIsFound() {
        write();
        LogSearch search = new LogSearch(log);
        assertThat(search.oldestFirst(period(10, 13), subject -> true, Optional.empty(), 100)
                        .decisions())
                .extracting(one -> one.path("id").asText())
                .containsExactly("d10", "d11", "d12");
        assertThat(search.newestFirst(period(10, 13), "a"::equals, Optional.empty(), 100)
                        .decisions())
                .extracting(one -> one.path("id").asText())
                .containsExactly("d12", "d10");
        LogQuery narrow = new LogQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.of("did:web:0"),
                Optional.of("f0"),
                Optional.of("deny"),
                Optional.of("not_in_flow"));
        assertThat(search.newestFirst(narrow, subject -> true, Optional.empty(), 100)
                        .decisions())
                .extracting(one -> one.path("id").asText())
                .containsExactly("d0");
        assertThat(search.find("d20", START.plus(Duration.ofDays(20)))).isPresent();
        assertThat(search.find("d20", START.plus(Duration.ofDays(21)))).isEmpty();
    }

    private int retain(Duration keep, long maxBytes, Instant now) {
        InstantSource clock = InstantSource.fixed(now);
        DecisionJournal journal = new DecisionJournal(log, new SortableIds(clock, new SecureRandom()), clock);
        return new LogRetention(chain, journal, new LogRetention.Limits(keep, maxBytes), clock).run();
    }

    @Test
    void whatIsOlderThanIsKeptGoesAndTheChainSaysSo() throws Exception {
        write();
        Instant now = START.plus(Duration.ofDays(DECISIONS));
        assertThat(retain(Duration.ofDays(DECISIONS + 1), Long.MAX_VALUE, now)).isZero();
        assertThat(retain(Duration.ofDays(30), Long.MAX_VALUE, now)).isPositive();
        LogSearch search = new LogSearch(log);
        List<String> left =
                search.oldestFirst(LogQuery.ALL, subject -> true, Optional.empty(), 100).decisions().stream()
                        .map(one -> one.path("id").asText())
                        .toList();
        // nothing that is kept is gone; what is older stays only beside something young
        assertThat(left).contains("d30", "d59").doesNotContain("d0");
        assertThat(log.read(log.first(), 100)).anySatisfy(entry -> {
            assertThat(entry.content().path("type").asText()).isEqualTo("retention");
            assertThat(entry.content().path("before").asLong()).isEqualTo(log.first());
        });
        chain.close();
        assertThat(new ChainVerifier(folder, Optional.empty()).verify(record -> {}))
                .isInstanceOf(ChainVerdict.Sound.class);
        open();
        assertThat(log.size()).isEqualTo(DECISIONS + 1);
    }

    @Test
    void moreThanTheMostBytesIsRemovedFromTheFront() {
        write();
        long before =
                chain.segments().stream().mapToLong(segment -> segment.bytes()).sum();
        assertThat(retain(Duration.ofDays(10_000), before / 2, START.plus(Duration.ofDays(DECISIONS))))
                .isPositive();
        assertThat(chain.segments().stream()
                        .mapToLong(segment -> segment.bytes())
                        .sum())
                .isLessThan(before / 2 + 4_096);
    }

    @Test
    void shadowProfilesAreReadAndFaultsAreTold() throws Exception {
        Path profiles = Files.createDirectory(folder.resolve("shadow"));
        ShadowFolder shadow = new ShadowFolder(Optional.of(profiles));
        try (var shipped = ShadowFolder.class.getResourceAsStream("/profiles/seed/negotiation.json")) {
            Files.write(
                    profiles.resolve("candidate.json"),
                    java.util.Objects.requireNonNull(shipped).readAllBytes());
        }
        Files.writeString(profiles.resolve("broken.json"), "{\"name\":\"x\"}");
        shadow.refresh();
        assertThat(shadow.find("seed/negotiation")).isPresent();
        assertThat(shadow.loaded().faults()).containsOnlyKeys("broken.json");
        Files.delete(profiles.resolve("candidate.json"));
        Files.delete(profiles.resolve("broken.json"));
        shadow.refresh();
        assertThat(shadow.loaded()).isEqualTo(new ShadowFolder.Loaded(java.util.Map.of(), java.util.Map.of()));
    }
}
