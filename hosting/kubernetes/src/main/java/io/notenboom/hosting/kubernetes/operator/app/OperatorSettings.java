// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Configuration of the operator: a file of properties, in which a name that is not known is an error.
 *
 * @param namespace namespace whose customers it looks after, its own as well
 * @param platformFile what the nodes of the cluster have in common
 * @param lease name of the lease by which one of several operators works; empty for one that is alone
 * @param host address of health and metrics
 * @param port its port; 0 for any
 */
record OperatorSettings(String namespace, Path platformFile, Optional<String> lease, String host, int port) {

    private static final String PREFIX = "notenboom.operator.";
    private static final String DEFAULT_PORT = "9000";
    private static final Set<String> NAMES = Set.of(
            PREFIX + "namespace",
            PREFIX + "platform-file",
            PREFIX + "lease",
            PREFIX + "management.host",
            PREFIX + "management.port");

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a name is unknown or missing
     */
    static OperatorSettings read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(NAMES);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(file + " has names that are not known: " + unknown);
        }
        return new OperatorSettings(
                required(file, properties, "namespace"),
                Path.of(required(file, properties, "platform-file")),
                Optional.ofNullable(properties.getProperty(PREFIX + "lease")).filter(lease -> !lease.isBlank()),
                properties.getProperty(PREFIX + "management.host", "127.0.0.1"),
                port(file, properties.getProperty(PREFIX + "management.port", DEFAULT_PORT)));
    }

    private static String required(Path file, Properties properties, String name) {
        String value = properties.getProperty(PREFIX + name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(file + " lacks " + PREFIX + name);
        }
        return value.strip();
    }

    private static int port(Path file, String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(file + ": " + PREFIX + "management.port is no number", malformed);
        }
        throw new IllegalArgumentException(file + ": " + PREFIX + "management.port is no port");
    }
}
