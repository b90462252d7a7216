// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.cli.node.NodeCall;
import io.notenboom.cli.node.NodeRefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The calls about customers. */
final class HostingCalls {

    private static final String CUSTOMERS = "/hosting/v1/customers";
    private static final ObjectMapper JSON = new ObjectMapper();

    private HostingCalls() {}

    static CommandLine addTo(CommandLine hosting, PrintStream out, PrintStream err) {
        return hosting.addSubcommand(new Create(out, err))
                .addSubcommand(new List(out, err))
                .addSubcommand(new Show(out, err))
                .addSubcommand(new WatchCommand(out, err))
                .addSubcommand(new Plan(out, err))
                .addSubcommand(new Change(out, err))
                .addSubcommand(new Register(out, err))
                .addSubcommand("pause", new Desire(out, err, "paused"))
                .addSubcommand("resume", new Desire(out, err, "active"))
                .addSubcommand("archive", new Desire(out, err, "archived"))
                .addSubcommand(new FleetCalls.Upgrade(out, err))
                .addSubcommand(new FleetCalls.StopUpgrade(out, err))
                .addSubcommand(new FleetCalls.Delete(out, err))
                .addSubcommand(new FleetCalls.Approve(out, err))
                .addSubcommand(new FleetCalls.Withdraw(out, err))
                .addSubcommand(new FleetCalls.Certificate(out, err));
    }

    static String customer(String id) {
        return CUSTOMERS + "/" + segment(id);
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A key that makes it safe to send the same request again. */
    static NodeCall once(NodeCall call) {
        return call.with("Idempotency-Key", UUID.randomUUID().toString());
    }

    @Command(
            name = "create",
            description =
                    "Takes a customer, as a file in YAML or JSON describes it; its node comes to be from then on.",
            mixinStandardHelpOptions = true)
    static final class Create extends ControlPlaneCall {

        @Parameters(paramLabel = "FILE", description = "Specification.")
        Path file = Path.of("");

        @Option(names = "--registration", description = "File with name, kvk and vendor as JSON, for its node alone.")
        @Nullable
        Path registration;

        @Option(names = "--dry-run", description = "Shows the plan and does nothing.")
        boolean dryRun;

        Create(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            String text = Files.readString(file);
            if (dryRun) {
                return show(NodeCall.document("POST", url, CUSTOMERS + "?dryRun=true", text), this::tellPlan);
            }
            JsonNode created = send(once(NodeCall.document("POST", url, CUSTOMERS, text)));
            String id = created.path("id").asText();
            if (registration != null) {
                var _ = send(NodeCall.put(url, customer(id) + "/registration", object(registration)));
            }
            return show(NodeCall.get(url, customer(id)), this::tellCustomer);
        }
    }

    private static ObjectNode object(Path file) throws IOException {
        return JSON.readTree(file.toFile()) instanceof ObjectNode object ? object : JSON.createObjectNode();
    }

    @Command(name = "list", description = "Lists customers.", mixinStandardHelpOptions = true)
    static final class List extends ControlPlaneCall {

        @Option(names = "--phase", description = "Where they are, for example ready or degraded.")
        @Nullable
        String phase;

        @Option(names = "--version-of-node", paramLabel = "VERSION", description = "What they are to run.")
        @Nullable
        String version;

        @Option(names = "--network", description = "Their network.")
        @Nullable
        String network;

        @Option(names = "--plan", description = "What they took.")
        @Nullable
        String plan;

        @Option(names = "--search", paramLabel = "TEXT", description = "Part of the id or of a host.")
        @Nullable
        String text;

        @Option(names = "--after", description = "Id of the last customer seen.")
        @Nullable
        String after;

        List(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            StringBuilder query = new StringBuilder("?limit=100");
            add(query, "phase", phase);
            add(query, "version", version);
            add(query, "network", network);
            add(query, "plan", plan);
            add(query, "q", text);
            add(query, "after", after);
            return show(NodeCall.get(url, CUSTOMERS + query), answer -> {
                answer.path("customers").forEach(this::tellCustomer);
                if (answer.path("next").isTextual()) {
                    err().println("More: --after " + answer.path("next").asText());
                }
            });
        }

        private static void add(StringBuilder query, String name, @Nullable String value) {
            if (value != null) {
                query.append('&').append(name).append('=').append(segment(value));
            }
        }
    }

    @Command(
            name = "show",
            description = "Shows a customer: what holds, what does not, and where its node is.",
            mixinStandardHelpOptions = true)
    static final class Show extends ControlPlaneCall {

        @Parameters(paramLabel = "ID", description = "Id of the customer.")
        String id = "";

        Show(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            return show(NodeCall.get(url, customer(id)), answer -> {
                tellCustomer(answer);
                tellConditions(answer);
            });
        }
    }

    @Command(name = "plan", description = "Shows the steps to what is wanted.", mixinStandardHelpOptions = true)
    static final class Plan extends ControlPlaneCall {

        @Parameters(paramLabel = "ID", description = "Id of the customer.")
        String id = "";

        Plan(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            return show(NodeCall.get(url, customer(id) + "/plan"), this::tellPlan);
        }
    }

    @Command(
            name = "change",
            description = "Wants something else of a customer, as a file in YAML or JSON describes it.",
            mixinStandardHelpOptions = true)
    static final class Change extends ControlPlaneCall {

        @Parameters(index = "0", paramLabel = "ID", description = "Id of the customer.")
        String id = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "Specification.")
        Path file = Path.of("");

        @Option(names = "--generation", description = "Change it only if it has this generation still.")
        @Nullable
        Long generation;

        @Option(names = "--dry-run", description = "Shows what would change and does nothing.")
        boolean dryRun;

        Change(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            NodeCall call = NodeCall.document(
                            "PUT", url, customer(id) + (dryRun ? "?dryRun=true" : ""), Files.readString(file))
                    .with("If-Match", generation == null ? "*" : "\"" + generation + "\"");
            return show(call, answer -> {
                if (answer.has("steps")) {
                    tellPlan(answer);
                } else {
                    tellCustomer(answer);
                }
            });
        }
    }

    @Command(
            name = "register",
            description = "Gives a customer's node who the customer is to the network; it is kept by the node alone.",
            mixinStandardHelpOptions = true)
    static final class Register extends ControlPlaneCall {

        @Parameters(index = "0", paramLabel = "ID", description = "Id of the customer.")
        String id = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "JSON with name, kvk and vendor.")
        Path file = Path.of("");

        Register(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            return show(
                    NodeCall.put(url, customer(id) + "/registration", object(file)), answer -> out().println("Done."));
        }
    }

    @Command(
            description = {
                "Pauses, resumes or archives a customer. A paused node answers what verifiers need and nothing else; of an"
                        + " archived one nothing runs, and keys and data are kept."
            },
            mixinStandardHelpOptions = true)
    static final class Desire extends ControlPlaneCall {

        private final String state;

        @Parameters(paramLabel = "ID", description = "Id of the customer.")
        String id = "";

        Desire(PrintStream out, PrintStream err, String state) {
            super(out, err);
            this.state = state;
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            ObjectNode body = JSON.createObjectNode().put("desiredState", state);
            return show(once(NodeCall.put(url, customer(id) + "/desired-state", body)), this::tellCustomer);
        }
    }
}
