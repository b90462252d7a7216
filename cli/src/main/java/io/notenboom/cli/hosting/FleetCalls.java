// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.hosting;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.cli.node.NodeCall;
import io.notenboom.cli.node.NodeRefusedException;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The calls about upgrades and about the end of a customer. */
final class FleetCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UPGRADES = "/hosting/v1/upgrades";
    private static final String DELETIONS = "/hosting/v1/deletions";

    private FleetCalls() {}

    @Command(
            name = "upgrade",
            description = {
                "Gives active customers another version, in waves: one, then some, then all others. If one does not get ready,"
                        + " all go back. Without --to it lists upgrades."
            },
            mixinStandardHelpOptions = true)
    static final class Upgrade extends ControlPlaneCall {

        @Option(names = "--to", paramLabel = "VERSION", description = "What they are to run.")
        @Nullable
        String version;

        @Option(names = "--from", paramLabel = "VERSION", description = "Only those that run this version.")
        @Nullable
        String from;

        @Option(names = "--search", paramLabel = "TEXT", description = "Only those with this part in id or host.")
        @Nullable
        String text;

        @Option(names = "--percent", defaultValue = "5", description = "Size of the second wave (default: 5).")
        int percent = 5;

        @Option(names = "--patience", defaultValue = "600", description = "Seconds a wave may take (default: 600).")
        int patience = 600;

        @Option(names = "--dry-run", description = "Shows the waves and does nothing.")
        boolean dryRun;

        Upgrade(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            if (version == null) {
                return show(NodeCall.get(url, UPGRADES), answer -> answer.path("upgrades")
                        .forEach(this::tellUpgrade));
            }
            ObjectNode body = JSON.createObjectNode()
                    .put("version", version)
                    .put("percent", percent)
                    .put("patienceSeconds", patience);
            if (from != null) {
                body.put("fromVersion", from);
            }
            if (text != null) {
                body.put("q", text);
            }
            NodeCall call = NodeCall.post(url, UPGRADES + (dryRun ? "?dryRun=true" : ""), body);
            return show(dryRun ? call : HostingCalls.once(call), run -> {
                tellUpgrade(run);
                run.path("waves").forEach(wave -> out().println("  " + wave));
            });
        }
    }

    @Command(
            name = "stop-upgrade",
            description = "Stops an upgrade; what was begun goes back.",
            mixinStandardHelpOptions = true)
    static final class StopUpgrade extends ControlPlaneCall {

        @Parameters(paramLabel = "UPGRADE", description = "Id of the upgrade.")
        String id = "";

        StopUpgrade(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            return show(
                    NodeCall.post(url, UPGRADES + "/" + HostingCalls.segment(id) + "/stop", JSON.createObjectNode()),
                    this::tellUpgrade);
        }
    }

    @Command(
            name = "delete",
            description = {
                "Asks that an archived customer be destroyed for ever. Somebody else has to approve within a day. Without a"
                        + " customer it lists requests."
            },
            mixinStandardHelpOptions = true)
    static final class Delete extends ControlPlaneCall {

        @Parameters(arity = "0..1", paramLabel = "ID", description = "Id of the customer.")
        @Nullable
        String id;

        @Option(names = "--reason", defaultValue = "", description = "Why; no names.")
        String reason = "";

        Delete(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            if (id == null) {
                return show(NodeCall.get(url, DELETIONS), answer -> answer.path("deletions")
                        .forEach(this::tellDeletion));
            }
            return show(
                    HostingCalls.once(NodeCall.post(
                            url,
                            HostingCalls.customer(id) + "/deletion",
                            JSON.createObjectNode().put("reason", reason))),
                    this::tellDeletion);
        }
    }

    @Command(
            name = "approve",
            description = "Approves that a customer be destroyed, which cannot be stopped from then on.",
            mixinStandardHelpOptions = true)
    static final class Approve extends ControlPlaneCall {

        @Parameters(paramLabel = "REQUEST", description = "Id of the request.")
        String id = "";

        Approve(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            return show(
                    NodeCall.post(
                            url, DELETIONS + "/" + HostingCalls.segment(id) + "/approval", JSON.createObjectNode()),
                    this::tellDeletion);
        }
    }

    @Command(
            name = "withdraw",
            description = "Takes a request to destroy a customer back.",
            mixinStandardHelpOptions = true)
    static final class Withdraw extends ControlPlaneCall {

        @Parameters(paramLabel = "REQUEST", description = "Id of the request.")
        String id = "";

        Withdraw(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            return show(NodeCall.delete(url, DELETIONS + "/" + HostingCalls.segment(id)), this::tellDeletion);
        }
    }

    @Command(
            name = "certificate",
            description = "Shows the certificate of destruction of a customer.",
            mixinStandardHelpOptions = true)
    static final class Certificate extends ControlPlaneCall {

        @Parameters(paramLabel = "ID", description = "Id of the customer.")
        String id = "";

        Certificate(PrintStream out, PrintStream err) {
            super(out, err);
        }

        @Override
        int ask() throws IOException, InterruptedException, NodeRefusedException {
            return show(NodeCall.get(url, HostingCalls.customer(id) + "/destruction"), answer -> out().println(
                            answer.path("jws").asText()));
        }
    }
}
