// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.e2e.demo.Demo;
import io.notenboom.e2e.demo.DemoOptions;
import io.notenboom.e2e.demo.DemoOptions.GatewayChoice;
import io.notenboom.e2e.demo.DemoSetup;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.NginxGateway;
import io.notenboom.launcher.process.RemoteSupervisor;
import io.notenboom.launcher.process.SupervisorFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The main job with real processes, through each of the two gateways. */
class DemoTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void allStepsPassAndAllRefusalsHoldThroughTheAaaProxy() {
        run(new DemoOptions(home(), folder, false, GatewayChoice.PROXY));
    }

    @Test
    void allStepsPassAndAllRefusalsHoldWithNodesOfOneProcessEach() {
        run(new DemoOptions(home(), folder, false, GatewayChoice.PROXY).withSmallNodes());
    }

    @Test
    void allStepsPassAndAllRefusalsHoldThroughNginx() {
        if (!NginxGateway.isInstalled()) {
            System.out.println("NGINX IS NOT INSTALLED: the demo through NGINX is skipped");
        }
        Assumptions.assumeTrue(NginxGateway.isInstalled(), "nginx is not installed");
        run(new DemoOptions(home(), folder, false, GatewayChoice.NGINX));
    }

    private static Path home() {
        return Path.of(System.getProperty("notenboom.root"));
    }

    private void run(DemoOptions options) {
        ByteArrayOutputStream narration = new ByteArrayOutputStream();
        DemoReport report = new DemoReport(new PrintStream(narration, true, StandardCharsets.UTF_8));
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(new SupervisorFiles(folder))) {
            DemoWorld world = new DemoSetup(options, supervisor, Clock.systemUTC()).start(report);
            new Demo(Clock.systemUTC()).run(world, report);
        }
        assertThat(report.ok()).as(narration.toString(StandardCharsets.UTF_8)).isTrue();
        assertThat(report.json()).contains("\"ok\":true", "\"refusals\":[{");
    }
}
