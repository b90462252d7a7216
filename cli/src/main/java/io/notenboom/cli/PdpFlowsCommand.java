// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.notenboom.cli.node.NodeCall;
import io.notenboom.cli.node.NodeRefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code notenboom pdp flows}: whether the replicas of a pdp-service follow the store of flows, and what an operator does when
 * Redis lost it. A line for each replica.
 */
@Command(
        name = "flows",
        description = {
            "Tells whether replicas of pdp-service follow the store of flows, and restores flows that Redis lost.",
            "Exit status: 0 all replicas follow the store, 1 one does not, refused or was not reached, 2 wrong arguments."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class PdpFlowsCommand implements Runnable {

    private static final String STORE = "/pdp/v1/flow-store";

    /** A restoration writes flow by flow. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private PdpFlowsCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The command with its sub-commands. */
    static CommandLine commandLine(PrintStream out, PrintStream err) {
        return new CommandLine(new PdpFlowsCommand(out, err));
    }

    @Override
    public void run() {
        spec.commandLine().usage(out);
    }

    /** Which replicas, and who asks. */
    static final class Replicas {

        @Option(
                names = "--url",
                required = true,
                split = ",",
                defaultValue = "${env:NOTENBOOM_PDP_URL}",
                description = "Internal URL of a pdp-service; repeated, or with commas, for each replica"
                        + " (default: NOTENBOOM_PDP_URL).")
        List<String> urls = List.of();

        @Option(
                names = "--token-file",
                required = true,
                defaultValue = "${env:NOTENBOOM_TOKEN_FILE}",
                description =
                        "File with an API token for all subjects, with scope pdp:read for status, pdp:admin for the"
                                + " others (default: NOTENBOOM_TOKEN_FILE).")
        Path tokenFile = Path.of("");
    }

    @Command(name = "status", description = "Tells how each replica stands to the store, and how many flows it has.")
    int status(@CommandLine.Mixin Replicas replicas) {
        return each(replicas, url -> NodeCall.get(url, STORE));
    }

    @Command(
            name = "restore",
            description = {
                "Fills a Redis that lost the flows from the copies of the replicas, one after another; of each flow the latest"
                        + " version stays. May be repeated.",
                "Put Redis back from its own files or backup first, if that can be done: then nothing has to be restored."
            })
    int restore(@CommandLine.Mixin Replicas replicas) {
        return each(replicas, url -> post(url, "/restoration"));
    }

    @Command(
            name = "accept",
            description = {
                "Takes the flows in Redis as all there are. What only the replicas have is forgotten, for good: receivers can no"
                        + " longer read what those flows opened.",
                "Without --yes it only tells how each replica stands."
            })
    int accept(
            @CommandLine.Mixin Replicas replicas, @Option(names = "--yes", description = "Forgets them.") boolean yes) {
        if (yes) {
            return each(replicas, url -> post(url, "/acceptance"));
        }
        int unused = status(replicas);
        err.println("notenboom: nothing was forgotten; say --yes if what only the replicas have may be lost");
        return 1;
    }

    private static NodeCall post(String url, String what) {
        return NodeCall.post(url, STORE + what, JsonNodeFactory.instance.objectNode())
                .within(PATIENCE);
    }

    @FunctionalInterface
    private interface Question {

        NodeCall to(String url);
    }

    /** Asks each, also after one that could not be asked. */
    private int each(Replicas replicas, Question question) {
        boolean well = true;
        for (String url : replicas.urls) {
            well &= ask(url, question, replicas.tokenFile);
        }
        return well ? 0 : 1;
    }

    private boolean ask(String url, Question question, Path tokenFile) {
        try {
            JsonNode answer = question.to(url).withTokenIn(tokenFile).send();
            out.println(line(url, answer));
            return answer.path("state").asText().equals("following");
        } catch (NodeRefusedException refused) {
            err.println("notenboom: " + url + ": " + refused.getMessage());
        } catch (IOException unreachable) {
            err.println(
                    "notenboom: " + url + " cannot be reached, or a file cannot be read: " + unreachable.getMessage());
        } catch (IllegalArgumentException noUrl) {
            err.println("notenboom: " + url + " is no URL: " + noUrl.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static String line(String url, JsonNode answer) {
        StringBuilder line = new StringBuilder(url + "  " + answer.path("state").asText() + "  "
                + answer.path("flows").asInt() + " flows");
        if (answer.has("restored")) {
            line.append(", ").append(answer.path("restored").asInt()).append(" of them written to Redis");
        }
        if (answer.has("forgotten")) {
            line.append(", ").append(answer.path("forgotten").asInt()).append(" forgotten");
        }
        if (answer.path("state").asText().equals("lost")) {
            String found = answer.path("found").asText();
            line.append(": Redis is ")
                    .append(found.isEmpty() ? "empty" : "another one (" + found + ")")
                    .append(", known is ")
                    .append(answer.path("known").asText())
                    .append("; put it back, or run notenboom pdp flows restore");
        }
        return line.toString();
    }
}
