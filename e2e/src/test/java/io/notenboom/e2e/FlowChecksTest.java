// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.pdp.flow.FlowChecks;
import io.notenboom.testkit.redis.RedisProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two decision points on one Redis agree, also about a Redis that hangs or is emptied; the drill has more. */
@Timeout(300)
class FlowChecksTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void twoDecisionPointsAgreeAndLoseNothing() {
        Assumptions.assumeTrue(RedisProcess.isInstalled(), "redis-server is not installed");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Drill drill = new Drill(new PrintStream(out, true, StandardCharsets.UTF_8));
        new FlowChecks(Path.of(System.getProperty("notenboom.root")), folder, InstantSource.system()).runShort(drill);
        assertThat(drill.finish()).as(out.toString(StandardCharsets.UTF_8)).isZero();
    }
}
