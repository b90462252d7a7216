// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.audit.AuditLog;
import io.notenboom.testkit.SettableClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refusals in the audit log: every one is in it, one by one or in a number. */
class AccessRecordsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Identity STRANGER = new Identity("", Set.of(), Optional.empty(), Optional.empty());
    private static final Identity EHR = new Identity("ehr", Set.of(), Optional.empty(), Optional.empty());

    private final SettableClock clock = new SettableClock(NOW);

    @TempDir
    Path folder;

    private AuditLog audit;
    private AccessRecords records;

    @BeforeEach
    void open() {
        audit = new AuditLog(folder.resolve("audit"), clock);
        records = new AccessRecords(audit, clock);
    }

    @AfterEach
    void close() {
        audit.close();
    }

    private List<String> kept() {
        return audit.read(0, 1_000).stream()
                .map(kept -> kept.record().path("who").asText() + " "
                        + kept.record().path("what").asText() + " "
                        + kept.record().path("object").asText() + " "
                        + kept.record().path("outcome").asText())
                .toList();
    }

    private void refuse(Identity who, int times) {
        for (int time = 0; time < times; time++) {
            records.refused(who, "unauthenticated", "GET /registry/v1/events");
        }
    }

    @Test
    void whoIsNotKnownIsRecordedAsNobody() {
        refuse(STRANGER, 1);
        records.refused(EHR, "missing-scope", "POST /registry/v1/events");
        assertThat(kept())
                .containsExactly(
                        "nobody access.unauthenticated GET /registry/v1/events refused",
                        "ehr access.missing-scope POST /registry/v1/events refused");
    }

    @Test
    void manyRefusalsWithinAMinuteEndInANumber() {
        refuse(STRANGER, AccessRecords.REFUSALS_A_MINUTE + 240);
        assertThat(kept()).hasSize(AccessRecords.REFUSALS_A_MINUTE);
        records.closeMinutes();
        assertThat(kept()).as("the minute is not over").hasSize(AccessRecords.REFUSALS_A_MINUTE);
        clock.set(NOW.plusSeconds(60));
        records.closeMinutes();
        records.closeMinutes();
        assertThat(kept())
                .hasSize(AccessRecords.REFUSALS_A_MINUTE + 1)
                .last()
                .isEqualTo("nobody access.more 240 more calls in the minute from " + NOW + " refused");
    }

    @Test
    void theNextRefusalEndsTheMinuteBefore() {
        refuse(EHR, AccessRecords.REFUSALS_A_MINUTE + 2);
        clock.set(NOW.plusSeconds(61));
        refuse(EHR, 1);
        assertThat(kept().subList(AccessRecords.REFUSALS_A_MINUTE, AccessRecords.REFUSALS_A_MINUTE + 2))
                .containsExactly(
                        "ehr access.more 2 more calls in the minute from " + NOW + " refused",
                        "ehr access.unauthenticated GET /registry/v1/events refused");
    }

    @Test
    void anEndOfTheServiceLosesNone() {
        refuse(EHR, AccessRecords.REFUSALS_A_MINUTE + 7);
        records.close();
        assertThat(kept()).last().asString().contains("7 more calls");
    }

    @Test
    void aFloodOfCallersIsCountedToo() {
        refuse(EHR, AccessRecords.REFUSALS_A_MINUTE + 7);
        for (int caller = 0; caller < 1_000; caller++) {
            records.refused(
                    new Identity("caller-" + caller, Set.of(), Optional.empty(), Optional.empty()),
                    "missing-scope",
                    "GET /registry/v1/events");
        }
        assertThat(audit.read(0, 2_000).toString()).contains("7 more calls");
    }
}
