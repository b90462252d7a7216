// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.pdp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.bench.load.Cores;
import io.notenboom.testkit.FreePorts;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The Open Policy Agent as a server, with the same flows as data and an equivalent policy, indexed by resource. */
final class OpaServer {

    private OpaServer() {}

    /** Starts it on the core of the service, with one thread that computes. */
    static ServerProcess start(Path program, Path folder, int flows) throws IOException, InterruptedException {
        Path policy = folder.resolve("authz.rego");
        try (InputStream text = Objects.requireNonNull(OpaServer.class.getResourceAsStream("authz.rego"))) {
            Files.write(policy, text.readAllBytes());
        }
        Path data = Files.write(folder.resolve("data.json"), StrictJson.write(data(flows)));
        int port = FreePorts.any();
        return ServerProcess.start(
                List.of(
                        program.toString(),
                        "run",
                        "--server",
                        "--disable-telemetry",
                        "--log-level=error",
                        "--addr=127.0.0.1:" + port,
                        policy.toString(),
                        data.toString()),
                Map.of("GOMAXPROCS", "1"),
                port,
                folder.resolve("opa.log"),
                Cores.SERVICE);
    }

    private static ObjectNode data(int flows) {
        ObjectNode data = StrictJson.newObject().put("issuer", SampleFlows.ISSUER);
        ObjectNode byResource = data.putObject("flows");
        for (int number = 0; number < flows; number++) {
            ObjectNode sample = SampleFlows.flow(number);
            for (String list : new String[] {"compositions", "resources"}) {
                for (var entry : sample.path(list)) {
                    ObjectNode flow = byResource
                            .putArray(entry.path("ref").asText())
                            .addObject()
                            .put("id", "f" + number);
                    flow.putArray("receiver").add(SampleFlows.receiver(number));
                    flow.putArray("actions").add("read");
                    flow.put("state", "in-progress").put("revoked", false);
                    flow.put("not_before", 1_767_225_600L).put("expires", 4_070_908_800L);
                }
            }
        }
        return data;
    }
}
