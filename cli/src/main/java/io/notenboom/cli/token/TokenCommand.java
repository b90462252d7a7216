// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.cli.node.NodeCall;
import io.notenboom.cli.node.NodeQuestion;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code notenboom token}: makes, lists, rotates and revokes API tokens of a node over its internal API. A new token is the one
 * line on standard output, so that it can be written to a file; everything else is on standard error.
 */
@Command(
        name = "token",
        description = {
            "Makes, lists, rotates and revokes API tokens of a node.",
            "Exit status: 0 done, 1 refused by the node or not reached, 2 wrong arguments."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class TokenCommand implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKENS = "/auth/v1/api-tokens";

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private TokenCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The command with its sub-commands. */
    public static CommandLine commandLine(PrintStream out, PrintStream err) {
        return new CommandLine(new TokenCommand(out, err));
    }

    @Override
    public void run() {
        spec.commandLine().usage(out);
    }

    /** Where the node is. */
    static final class Url {

        @Option(
                names = "--url",
                required = true,
                defaultValue = "${env:NOTENBOOM_URL}",
                description = "Internal URL of the node's auth-service (default: NOTENBOOM_URL).")
        String url = "";
    }

    /** Who asks. */
    static final class Login {

        @Option(
                names = "--token-file",
                required = true,
                defaultValue = "${env:NOTENBOOM_TOKEN_FILE}",
                description = "File with an API token with scope access:admin (default: NOTENBOOM_TOKEN_FILE).")
        Path tokenFile = Path.of("");
    }

    private int ask(NodeCall call) {
        return NodeQuestion.status(() -> show(call.send()), err);
    }

    private void show(JsonNode answer) {
        for (JsonNode token : answer.has("tokens") ? answer.path("tokens") : List.of(answer)) {
            if (!token.has("id")) {
                err.println("Done.");
                continue;
            }
            PrintStream to = token.has("token") ? err : out;
            to.printf(
                    "%s  %-20s  %-8s until %s  last use %s  %s%s%n",
                    token.path("id").asText(),
                    token.path("name").asText(),
                    token.path("state").asText("new"),
                    token.path("expires").asText(),
                    token.path("lastUse").asText("never"),
                    token.path("scopes"),
                    token.has("subjects") ? " for " + token.path("subjects") : "");
        }
        if (answer.has("token")) {
            out.println(answer.path("token").asText());
        }
        if (answer.path("next").isTextual()) {
            err.println("More: --after " + answer.path("next").asText());
        }
    }

    @Command(name = "create", description = "Makes a token and prints it; it is not shown again.")
    int create(
            @CommandLine.Mixin Url node,
            @CommandLine.Mixin Login login,
            @Option(names = "--name", required = true, description = "What the token is called.") String name,
            @Option(names = "--scope", required = true, description = "What it may do; may be repeated.")
                    List<String> scopes,
            @Option(names = "--subject", description = "For which subject only; may be repeated.") @Nullable
                    List<String> subjects,
            @Option(names = "--days", defaultValue = "30", description = "How long it is good, 1 to 90 (default 30).")
                    int days) {
        ObjectNode body = JSON.createObjectNode().put("name", name).put("days", days);
        scopes.forEach(body.putArray("scopes")::add);
        if (subjects != null) {
            subjects.forEach(body.putArray("subjects")::add);
        }
        return ask(NodeCall.post(node.url, TOKENS, body).withTokenIn(login.tokenFile));
    }

    @Command(name = "list", description = "Lists tokens, 100 at a time.")
    int list(
            @CommandLine.Mixin Url node,
            @CommandLine.Mixin Login login,
            @Option(names = "--after", defaultValue = "", description = "Id of the last token seen.") String after) {
        String query = after.isEmpty() ? "" : "?after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        return ask(NodeCall.get(node.url, TOKENS + query).withTokenIn(login.tokenFile));
    }

    @Command(
            name = "rotate",
            description = "Gives a token another secret and prints it; the present one is good a while longer.")
    int rotate(
            @CommandLine.Mixin Url node,
            @CommandLine.Mixin Login login,
            @Parameters(paramLabel = "ID", description = "Id of the token.") String id,
            @Option(names = "--overlap-hours", defaultValue = "24", description = "0 to 168 (default 24).")
                    int overlapHours) {
        ObjectNode body = JSON.createObjectNode().put("overlapHours", overlapHours);
        return ask(NodeCall.post(node.url, TOKENS + "/" + segment(id) + "/rotation", body)
                .withTokenIn(login.tokenFile));
    }

    @Command(name = "revoke", description = "Ends a token now.")
    int revoke(
            @CommandLine.Mixin Url node,
            @CommandLine.Mixin Login login,
            @Parameters(paramLabel = "ID", description = "Id of the token.") String id) {
        return ask(NodeCall.delete(node.url, TOKENS + "/" + segment(id)).withTokenIn(login.tokenFile));
    }

    @Command(
            name = "bootstrap",
            description =
                    "Makes the first token of a node, with scope admin, from the bootstrap token that the node printed at its"
                            + " start; asks for it, or reads it from standard input.")
    int bootstrap(
            @CommandLine.Mixin Url node,
            @Option(names = "--name", required = true, description = "What the token is called.") String name)
            throws IOException {
        ObjectNode body = JSON.createObjectNode().put("name", name);
        return ask(NodeCall.post(node.url, "/auth/v1/bootstrap", body).withToken(bootstrapToken()));
    }

    private static String bootstrapToken() throws IOException {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            return new String(console.readPassword("Bootstrap token: ")).strip();
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.strip();
    }

    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
