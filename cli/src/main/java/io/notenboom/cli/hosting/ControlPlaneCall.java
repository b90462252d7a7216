// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.notenboom.cli.node.NodeCall;
import io.notenboom.cli.node.NodeRefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all calls of a control plane share: where it is, who asks, and how an answer is shown. */
abstract class ControlPlaneCall implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintStream out;
    private final PrintStream err;

    @Option(
            names = "--url",
            required = true,
            defaultValue = "${env:NOTENBOOM_HOSTING_URL}",
            description = "URL of the control plane (default: NOTENBOOM_HOSTING_URL).")
    String url = "";

    @Option(
            names = "--token-file",
            required = true,
            defaultValue = "${env:NOTENBOOM_TOKEN_FILE}",
            description = "File with an API token (default: NOTENBOOM_TOKEN_FILE).")
    Path tokenFile = Path.of("");

    @Option(names = "--json", description = "Show the answer as it came.")
    boolean asJson;

    ControlPlaneCall(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Asks, and shows what came back. */
    abstract int ask() throws IOException, InterruptedException, NodeRefusedException;

    @Override
    public Integer call() {
        try {
            return ask();
        } catch (NodeRefusedException refused) {
            err.println("notenboom: " + refused.getMessage());
        } catch (IOException unreachable) {
            err.println("notenboom: the control plane cannot be reached, or a file cannot be read: "
                    + unreachable.getMessage());
        } catch (IllegalArgumentException unfit) {
            err.println("notenboom: " + url + " is no URL of a control plane: " + unfit.getMessage());
            return 2;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    final JsonNode send(NodeCall call) throws IOException, InterruptedException, NodeRefusedException {
        return call.withTokenIn(tokenFile).send();
    }

    /** Sends a call and shows its answer. */
    final int show(NodeCall call, Consumer<JsonNode> inWords)
            throws IOException, InterruptedException, NodeRefusedException {
        JsonNode answer = send(call);
        if (asJson) {
            out.println(JSON.writeValueAsString(answer));
        } else {
            inWords.accept(answer);
        }
        return 0;
    }

    final PrintStream out() {
        return out;
    }

    final PrintStream err() {
        return err;
    }

    /** One line about a customer, as lists and single answers have it. */
    final void tellCustomer(JsonNode customer) {
        JsonNode spec = customer.has("spec") ? customer.path("spec") : customer;
        out.printf(
                "%s  %-11s  %-9s  %-16s  %s%s%n",
                customer.path("id").asText(),
                customer.path("phase").asText(),
                spec.path("desiredState").asText(),
                spec.path("version").asText(),
                spec.path("publicHost").asText(),
                holdUp(customer.get("waitingFor")));
    }

    private static String holdUp(@Nullable JsonNode waiting) {
        return waiting == null
                ? ""
                : "  " + waiting.path("condition").asText() + ": "
                        + waiting.path("reason").asText() + " "
                        + waiting.path("message").asText();
    }

    /** What holds and what does not. */
    final void tellConditions(JsonNode customer) {
        for (JsonNode condition : customer.path("conditions")) {
            out.printf(
                    "  %-20s %-8s %-18s %s%n",
                    condition.path("type").asText(),
                    condition.path("status").asText(),
                    condition.path("reason").asText(),
                    condition.path("message").asText());
        }
        customer.path("node")
                .properties()
                .forEach(address -> out.printf(
                        "  %-20s %s%n", address.getKey(), address.getValue().asText()));
    }

    /** The steps of a plan. */
    final void tellPlan(JsonNode plan) {
        for (JsonNode change : plan.path("changes")) {
            out.printf("  %s: %s -> %s%n", change.path("field").asText(), change.path("from"), change.path("to"));
        }
        int number = 1;
        for (JsonNode step : plan.path("steps")) {
            out.printf(
                    "  %2d. %-16s %s%s%n",
                    number,
                    step.path("step").asText(),
                    step.path("does").asText(),
                    step.path("holds").asBoolean() ? " (holds)" : "");
            number++;
        }
        out.println("  then it is " + plan.path("goal").asText());
    }

    /** A request for destruction. */
    final void tellDeletion(JsonNode request) {
        out.printf(
                "%s  %s  %-9s  asked by %s, can be approved until %s%n",
                request.path("id").asText(),
                request.path("customer").asText(),
                request.path("state").asText(),
                request.path("requestedBy").asText(),
                request.path("expires").asText());
    }

    /** An upgrade. */
    final void tellUpgrade(JsonNode run) {
        out.printf(
                "%s  to %s  %-12s wave %d of %d  %s%n",
                run.path("id").asText(),
                run.path("version").asText(),
                run.path("state").asText(),
                run.path("wave").asInt() + 1,
                run.path("waves").size(),
                run.path("reason").asText());
    }
}
