// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that the page about hosting shows, run against a control plane that answers what the page would see. */
class HostingPageTest {

    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("notenboom.root")));
    private static final Pattern COMMAND = Pattern.compile("^\\./notenboom hosting (.+)$", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");
    private static final Pattern BLOCK = Pattern.compile("```(yaml|json)\\n(.*?)```", Pattern.DOTALL);
    private static final Set<String> PROCESSES = Set.of("up", "down");

    private final List<String> calls = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void everyCommandOfThePageCallsAnOperationOfTheControlPlane() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/operations/hosting.md"));
        Files.writeString(folder.resolve("token"), "nbt_x\n");
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            Files.writeString(
                    folder.resolve(block.group(1).equals("yaml") ? "customer.yaml" : "registration.json"),
                    block.group(2));
        }
        List<String> commands = COMMAND.matcher(page)
                .results()
                .map(found -> found.group(1))
                .filter(command -> !PROCESSES.contains(command))
                .toList();
        assertThat(commands).hasSizeGreaterThan(18);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        try {
            commands.forEach(command ->
                    run(command, "http://127.0.0.1:" + server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
        assertThat(calls).isNotEmpty().allMatch(operations()::contains, "is described");
        assertThat(calls)
                .contains(
                        "POST /hosting/v1/customers",
                        "PUT /hosting/v1/customers/{id}/registration",
                        "POST /hosting/v1/deletions/{id}/approval");
    }

    private void run(String command, String url) {
        List<String> arguments = new ArrayList<>(WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .map(word -> word.matches("[a-z]+\\.(yaml|json)")
                        ? folder.resolve(word).toString()
                        : word)
                .toList());
        arguments.addAll(
                List.of("--url", url, "--token-file", folder.resolve("token").toString()));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine hosting = HostingCommand.commandLine(
                ROOT,
                Clock.systemUTC(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(hosting.execute(arguments.toArray(String[]::new)))
                .as("%s: %s", command, err.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String template = path.replaceAll("/(customers|deletions|upgrades)/[^/]+", "/$1/{id}");
        calls.add(exchange.getRequestMethod() + " " + template);
        byte[] body = "{\"id\":\"c7f3k2\",\"phase\":\"ready\",\"steps\":[],\"goal\":\"ready\"}"
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** What the description of the control plane has. */
    private static Set<String> operations() throws IOException {
        JsonNode paths = new YAMLMapper()
                .readTree(ROOT.resolve("hosting/control/src/main/resources/META-INF/openapi.yaml")
                        .toFile())
                .path("paths");
        return paths.properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(verb -> verb.getKey().toUpperCase(Locale.ROOT) + " "
                                + PARAMETER.matcher(path.getKey()).replaceAll("{id}")))
                .collect(Collectors.toSet());
    }
}
