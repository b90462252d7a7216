// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keys of a node that lie in a Vault: what its folder says of it, in {@code tokens/vault.properties}, beside a wrapped secret id
 * for each service that signs. Such a node has no sealed files, and who set it up at the Vault keeps its pool of keys filled
 * ({@code notenboom vault keys --fill}).
 *
 * @param settings {@code notenboom.custody.vault.…}, without those of single services
 */
public record NodeVault(Map<String, String> settings) {

    private static final String PREFIX = "notenboom.custody.vault.";
    private static final String FILE = "vault.properties";

    public NodeVault {
        settings = Map.copyOf(settings);
        settings.keySet().forEach(name -> {
            if (!name.startsWith(PREFIX)) {
                throw new IllegalArgumentException(FILE + " holds settings " + PREFIX + "… only, not " + name);
            }
        });
        if (!settings.containsKey(PREFIX + "address")) {
            throw new IllegalArgumentException(FILE + " lacks " + PREFIX + "address");
        }
    }

    /**
     * What a folder says; empty for a node with sealed files.
     *
     * @throws IllegalArgumentException if it says something else there
     */
    public static Optional<NodeVault> of(NodeFolder folder) {
        Path file = folder.tokens().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
        return Optional.of(new NodeVault(read.stringPropertyNames().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> read.getProperty(name, "").strip()))));
    }

    /** Says so in a folder, so that the node's services take their keys from the Vault at their next start. */
    public void write(NodeFolder folder) {
        var unused = NodeFolder.writePrivate(
                folder.tokens().resolve(FILE),
                new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                                .collect(Collectors.joining()));
    }

    /** Where the wrapped secret id of a service belongs. */
    public static Path wrappedSecretId(NodeFolder folder, ServiceKind service) {
        return folder.tokens().resolve("vault-" + service.shortName() + ".wrapped-secret-id");
    }

    /** Where a service keeps the secret id that it unwrapped. */
    public static Path secretId(NodeFolder folder, ServiceKind service) {
        return folder.tokens().resolve("vault-" + service.shortName() + ".secret-id");
    }

    /** What a process is told. A restart needs no new secret id, since the unwrapped one is kept in the same folder. */
    Map<String, String> properties(NodeFolder folder, NodeProgram program) {
        ServiceKind service = program.first();
        Map<String, String> properties = new TreeMap<>();
        properties.put(
                PREFIX + "app-role.wrapped-secret-id-file",
                wrappedSecretId(folder, service).toString());
        properties.put(
                PREFIX + "app-role.secret-id-file", secretId(folder, service).toString());
        properties.putAll(settings);
        return properties;
    }
}
