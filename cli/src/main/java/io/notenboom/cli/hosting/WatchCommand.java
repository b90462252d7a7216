// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.cli.node.NodeCall;
import io.notenboom.cli.node.NodeRefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what changes until a customer is as wanted. */
@Command(
        name = "watch",
        description = "Tells each condition of a customer that changes, until the customer is as wanted.",
        mixinStandardHelpOptions = true)
final class WatchCommand extends ControlPlaneCall {

    private static final Set<String> REACHED = Set.of("ready", "paused", "archived", "destroyed");
    private static final long PAUSE_MILLISECONDS = 500;

    @Parameters(paramLabel = "ID", description = "Id of the customer.")
    String id = "";

    @Option(names = "--seconds", defaultValue = "600", description = "How long at most (default: ${DEFAULT-VALUE}).")
    int seconds = 600;

    WatchCommand(PrintStream out, PrintStream err) {
        super(out, err);
    }

    @Override
    int ask() throws IOException, InterruptedException, NodeRefusedException {
        Map<String, String> told = new HashMap<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            JsonNode customer = send(NodeCall.get(url, HostingCalls.customer(id)));
            tellNews(customer, told);
            if (REACHED.contains(customer.path("phase").asText())) {
                tellCustomer(customer);
                return 0;
            }
            if (System.nanoTime() - end > 0) {
                err().println("notenboom: " + id + " is "
                        + customer.path("phase").asText() + " after " + seconds + " s");
                return 1;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        }
    }

    private void tellNews(JsonNode customer, Map<String, String> told) {
        for (JsonNode condition : customer.path("conditions")) {
            String line = String.format(
                    "%-20s %-8s %-18s %s",
                    condition.path("type").asText(),
                    condition.path("status").asText(),
                    condition.path("reason").asText(),
                    condition.path("message").asText());
            if (!line.equals(told.put(condition.path("type").asText(), line))) {
                out().println(line);
            }
        }
    }
}
