// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.pdp.GatewayChecks;
import io.notenboom.e2e.drill.pdp.GatewayChecks.DecisionPoint;
import io.notenboom.gateway.selftest.PermittedRequest;
import io.notenboom.testkit.http.RecordingServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drill notices a decision point that permits too much, through every gateway of this machine. */
@Timeout(180)
class GatewayChecksTest {

    @TempDir
    Path folder;

    @Test
    void aDecisionPointThatPermitsEverythingIsNoticed() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Drill drill = new Drill(new PrintStream(out, true, StandardCharsets.UTF_8));
        Path key = Files.writeString(folder.resolve("pep-key"), "the-pep-key-0123456789");
        try (RecordingServer pdp =
                new RecordingServer(null, RecordingServer.answering(200, List.of("X-Decision-Id: d-1"), ""))) {
            new GatewayChecks(
                            folder,
                            InstantSource.system(),
                            new DecisionPoint(pdp.url(), "drill", key),
                            PermittedRequest.of("/fhir/Composition/1", List.of("Authorization: Bearer t")))
                    .run(drill);
        }
        String lines = out.toString(StandardCharsets.UTF_8);
        assertThat(drill.finish()).isEqualTo(1);
        assertThat(lines.lines())
                .as(lines)
                .allMatch(line -> line.contains("28 a resource that was not granted") || line.contains("not run"));
    }
}
