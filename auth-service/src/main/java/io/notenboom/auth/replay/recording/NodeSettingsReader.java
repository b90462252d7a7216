// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.store.file.PolicyFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the folder {@code config} of a recording: {@code <name>-<x>.yaml} for each node as nuts-node has it, {@code
 * policy-<x>} with its policies (or {@code policy} with those of all), {@code discovery} with definitions.
 */
final class NodeSettingsReader {

    private static final int MAX_NODES = 32;
    private static final int MAX_BYTES = 256 * 1024;

    /** Where nuts-node listens unless told otherwise. */
    private static final String USUAL_INTERNAL = "127.0.0.1:8081";

    private NodeSettingsReader() {}

    static List<NodeSettings> read(Path config) throws IOException, RecordingException {
        List<NodeSettings> nodes = new ArrayList<>();
        for (Path file : yaml(config)) {
            nodes.add(node(config, file));
        }
        if (nodes.isEmpty() || nodes.size() > MAX_NODES) {
            throw new RecordingException(config + " must hold the configuration of 1 to " + MAX_NODES
                    + " nodes as *.yaml, each with its url; found " + nodes.size());
        }
        return nodes;
    }

    private static List<Path> yaml(Path config) throws IOException {
        if (!Files.isDirectory(config)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(config)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static NodeSettings node(Path config, Path file) throws IOException, RecordingException {
        JsonNode yaml = parse(file);
        String url = yaml.path("url").asText("");
        if (!url.matches("https://[^/?#]+(/[^?#]*)?") || url.endsWith("/")) {
            throw new RecordingException(file + " lacks url, the https base URL of the node without trailing slash");
        }
        String internal = value(yaml, "http.internal.address").asText(USUAL_INTERNAL);
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        return new NodeSettings(
                name,
                url,
                "http://" + (internal.startsWith(":") ? "127.0.0.1" + internal : internal),
                policies(config, name.substring(name.lastIndexOf('-') + 1)),
                new NodeSettings.Discovery(new PolicyFolder(config.resolve("discovery")).read(), servedIds(yaml)),
                decisionPoint(file, yaml));
    }

    /** A setting, nested or with dots in its name. */
    private static JsonNode value(JsonNode yaml, String name) {
        JsonNode flat = yaml.path(name);
        return flat.isMissingNode() ? yaml.at("/" + name.replace('.', '/')) : flat;
    }

    private static JsonNode parse(Path file) throws IOException, RecordingException {
        if (Files.size(file) > MAX_BYTES) {
            throw new RecordingException(file + " is longer than " + MAX_BYTES + " bytes");
        }
        try {
            return new YAMLMapper().readTree(Files.readString(file, StandardCharsets.UTF_8));
        } catch (JsonProcessingException malformed) {
            throw new RecordingException(file + " is no YAML", malformed);
        }
    }

    private static List<PolicyDocument> policies(Path config, String suffix) {
        Path own = config.resolve("policy-" + suffix);
        return new PolicyFolder(Files.isDirectory(own) ? own : config.resolve("policy")).read();
    }

    private static Set<String> servedIds(JsonNode yaml) {
        Set<String> ids = new HashSet<>();
        value(yaml, "discovery.server.ids").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private static @Nullable URI decisionPoint(Path file, JsonNode yaml) throws RecordingException {
        String url = value(yaml, "policy.authzen.endpoint").asText("");
        if (url.isEmpty()) {
            return null;
        }
        try {
            return URI.create(url);
        } catch (IllegalArgumentException malformed) {
            throw new RecordingException(file + ": policy.authzen.endpoint is no URL", malformed);
        }
    }
}
