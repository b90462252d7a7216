// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.audit.AuditRecord.Outcome;
import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.testkit.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhoDidWhatInAChain() throws Exception {
        AuditLog log = new AuditLog(folder, new SettableClock(Instant.parse("2026-11-21T10:00:00Z")));
        assertThat(log.append(new AuditRecord("ehr", "transfer.cancel", "t-1", Outcome.DONE, "r-1")))
                .isZero();
        assertThat(log.append(new AuditRecord("ehr", "transfer.cancel", "t-2", Outcome.REFUSED, "")))
                .isEqualTo(1);
        assertThat(log.read(1, 5)).singleElement().satisfies(entry -> assertThat(
                        entry.record().path("object").asText())
                .isEqualTo("t-2"));
        assertThat(log.firstAtOrAfter(Instant.parse("2026-11-21T10:00:01Z"))).isEmpty();
        log.close();

        assertThat(HashChainedLog.verify(folder)).isEqualTo(2);
        try (var files = Files.list(folder)) {
            Path segment = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(segment))
                    .contains("\"time\":\"2026-11-21T10:00:00Z\",\"who\":\"ehr\",\"what\":\"transfer.cancel\","
                            + "\"object\":\"t-1\",\"outcome\":\"done\",\"requestId\":\"r-1\"");
        }
    }

    @Test
    void refusesTextsThatAreNoNames() {
        assertThatThrownBy(() -> new AuditRecord("ehr", "x\ny", "o", Outcome.DONE, ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AuditRecord("e".repeat(513), "x", "o", Outcome.DONE, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
