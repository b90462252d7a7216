// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The API tokens of one node. The services get a file with hashes; the tokens themselves are kept in files that only their
 * owner may read, one for each token, so that a node that starts again keeps its tokens.
 */
public final class ApiTokens {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /** @param folder where the tokens of this node are kept */
    public ApiTokens(Path folder) {
        this.folder = folder;
    }

    /**
     * The token of this name, made at the first call, with these scopes; written to the hash file at once. What that file has
     * under other names, be it added by hand, stays.
     */
    public synchronized Secret token(String id, List<String> scopes) {
        Secret token = secret(id);
        ArrayNode entries = JSON.createArrayNode();
        for (JsonNode known : known()) {
            if (!known.path("id").asText().equals(id)) {
                entries.add(known);
            }
        }
        entries.add(JSON.valueToTree(Map.of("id", id, "sha256", sha256(token), "scopes", List.copyOf(scopes))));
        try {
            NodeFolder.writePrivate(
                    hashFile(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("tokens", entries)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("API tokens cannot be written as JSON", impossible);
        }
        return token;
    }

    private JsonNode known() {
        try {
            return Files.exists(hashFile())
                    ? JSON.readTree(hashFile().toFile()).path("tokens")
                    : JSON.createArrayNode();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + hashFile() + ": mend or delete it", failure);
        }
    }

    private Secret secret(String id) {
        Path file = file(id);
        try {
            if (Files.exists(file)) {
                return Secret.of(Files.readString(file).strip());
            }
            Secret token = RandomSecrets.apiToken();
            NodeFolder.writeDurably(file, token.reveal());
            return token;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    /** Where the token itself is kept. */
    public Path file(String id) {
        return folder.resolve(id + ".token");
    }

    /** The file with hashes that the services read. */
    public Path hashFile() {
        return folder.resolve("api-tokens.json");
    }

    /** Lower-case hex SHA-256 of a secret's UTF-8 bytes. */
    public static String sha256(Secret secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(secret.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
