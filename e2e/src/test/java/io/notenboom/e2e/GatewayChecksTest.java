// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.pdp.GatewayChecks;
import io.notenboom.e2e.drill.pdp.GatewayChecks.DecisionPoint;
import io.notenboom.e2e.drill.pdp.GatewayChecks.Registered;
import io.notenboom.gateway.selftest.PermittedRequest;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.testkit.http.Permits;
import io.notenboom.testkit.http.RecordingServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drill of the gateways of this machine, with a decision point that permits everything. */
@Timeout(180)
class GatewayChecksTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Drill drill = new Drill(new PrintStream(out, true, StandardCharsets.UTF_8));

    private GatewayChecks checks() {
        Path home = Path.of(System.getProperty("notenboom.root"));
        return new GatewayChecks(folder, InstantSource.system(), new Distribution(home));
    }

    private String lines() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aDecisionPointThatPermitsEverythingIsNoticed() throws Exception {
        Registered pep =
                new Registered("drill", Files.writeString(folder.resolve("pep-key"), "the-pep-key-0123456789"));
        try (RecordingServer pdp = new RecordingServer(null, Permits.everything("X-Decision-Id: d-1"))) {
            checks().bypasses(
                            drill,
                            new DecisionPoint(pdp.url(), Map.of("none", pep, "full", pep)),
                            PermittedRequest.of("/fhir/Composition/1", List.of("Authorization: Bearer t")),
                            List.of());
        }
        assertThat(drill.finish()).isEqualTo(1);
        assertThat(lines().lines().filter(line -> line.contains("the bypass list through ")))
                .as(lines())
                .hasSizeGreaterThan(6)
                .allMatch(line -> line.contains("28 a resource that was not granted") || line.contains("not run"));
    }

    @Test
    void withoutADecisionPointNothingGoesOn() {
        checks().undecided(drill);
        assertThat(lines().lines())
                .as(lines())
                .hasSizeGreaterThan(6)
                .allMatch(line -> line.contains("nothing reached the FHIR server") || line.contains("not run"));
    }

    @Test
    void whatGoesOnIsWhatTheDecisionPointWasShown() {
        checks().sameRequests(drill);
        assertThat(lines().lines())
                .as(lines())
                .hasSizeGreaterThan(6)
                .allMatch(line -> line.contains("went on as they were shown") || line.contains("not run"));
    }
}
