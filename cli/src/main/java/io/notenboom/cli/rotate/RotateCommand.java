// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.rotate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.cli.node.NodeCall;
import io.notenboom.cli.node.NodeQuestion;
import io.notenboom.cli.node.NodeRefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code notenboom rotate}: lists, previews and begins rotations of one node, and takes out what somebody else may have. A new
 * secret is the one line on standard output, so that it can be written to a file.
 */
@Command(
        name = "rotate",
        description = {
            "Keys, certificates and secrets of a node: how they stand, what a rotation would do, and doing it.",
            "Exit status: 0 done, 1 refused by the node or not reached, 2 wrong arguments."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class RotateCommand implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private RotateCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The command with its sub-commands. */
    public static CommandLine commandLine(PrintStream out, PrintStream err) {
        return new CommandLine(new RotateCommand(out, err));
    }

    @Override
    public void run() {
        spec.commandLine().usage(out);
    }

    /** Which thing. */
    static final class Thing {

        @Parameters(index = "0", paramLabel = "KIND", description = "What kind, as did-key; rotate list shows them.")
        String kind = "";

        @Parameters(index = "1", paramLabel = "ID", description = "Its id, as rotate list shows it.")
        String id = "";

        ObjectNode body() {
            return JSON.createObjectNode().put("kind", kind).put("id", id);
        }
    }

    /** A call of a service. */
    @FunctionalInterface
    private interface Call {

        JsonNode send() throws IOException, InterruptedException, NodeRefusedException;
    }

    @Command(name = "list", description = "Lists what rotates, with states, ages and what still has to be verified.")
    int list(
            @CommandLine.Mixin NodeServices node,
            @Option(names = "--kind", description = "Only this kind.") @Nullable String kind) {
        return ask(() -> {
            Set<String> seen = new HashSet<>();
            ObjectNode all = JSON.createObjectNode();
            for (String base : kind == null ? node.bases() : List.of(node.base(kind))) {
                String next = "";
                do {
                    String query = "?limit=100" + parameter("kind", kind) + parameter("after", next);
                    JsonNode page = NodeCall.get(base, query)
                            .withTokenIn(tokenFile(node))
                            .send();
                    page.path("rotations").forEach(one -> {
                        if (seen.add(
                                one.path("kind").asText() + " " + one.path("id").asText())) {
                            all.withArray("rotations").add(one);
                        }
                    });
                    next = page.path("next").asText("");
                } while (!next.isEmpty() && !next.equals("null"));
            }
            return all;
        });
    }

    @Command(name = "preview", description = "Tells what a rotation would do and when; changes nothing.")
    int preview(
            @CommandLine.Mixin NodeServices node,
            @CommandLine.Mixin Thing thing,
            @Option(names = "--emergency", description = "What taking it out at once would do.") boolean emergency,
            @Option(names = "--key", description = "Which one; the active one when left out.") @Nullable String key) {
        ObjectNode body = thing.body();
        if (emergency) {
            body.put("emergency", true);
        }
        if (key != null) {
            body.put("key", key);
        }
        return ask(() -> post(node, node.base(thing.kind), "/preview", body));
    }

    @Command(name = "start", description = "Begins a rotation with overlap; changes nothing if one is under way.")
    int start(@CommandLine.Mixin NodeServices node, @CommandLine.Mixin Thing thing) {
        return ask(() -> post(node, node.base(thing.kind), "", thing.body()));
    }

    @Command(
            name = "emergency",
            description =
                    "Takes a key out at once because somebody else may have it, revokes what it signed, and has that"
                            + " signed again. Look at 'preview --emergency' first: there is no way back.")
    int emergency(
            @CommandLine.Mixin NodeServices node,
            @CommandLine.Mixin Thing thing,
            @Option(names = "--key", required = true, description = "Which one, as 'rotate list' shows it.") String key,
            @Option(names = "--yes", description = "That it shall be done.") boolean yes) {
        if (!yes) {
            err.println("notenboom: this cannot be undone; see 'rotate preview --emergency', and add --yes to do it.");
            return CommandLine.ExitCode.USAGE;
        }
        ObjectNode body = JSON.createObjectNode().put("key", key);
        String path = "/" + segment(thing.kind) + "/" + segment(thing.id) + "/emergency";
        return ask(() -> post(node, node.base(thing.kind), path, body));
    }

    private static JsonNode post(NodeServices node, String base, String path, ObjectNode body)
            throws IOException, InterruptedException, NodeRefusedException {
        return NodeCall.post(base, path, body).withTokenIn(tokenFile(node)).send();
    }

    private static Path tokenFile(NodeServices node) {
        return node.tokenFile;
    }

    private int ask(Call call) {
        return NodeQuestion.status(() -> RotationLines.show(call.send(), out, err), err);
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? "" : "&" + name + "=" + segment(value);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
