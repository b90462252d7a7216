// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.destination.FolderTarget;
import io.notenboom.hosting.backup.destination.S3Settings;
import io.notenboom.hosting.backup.destination.S3Target;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration file of the backups of one node: properties. A name that is not known is refused. */
final class BackupConfig {

    private static final Set<String> NAMES = Set.of(
            "customer",
            "node",
            "work",
            "guard",
            "signer",
            "recipients",
            "target",
            "redis-file",
            "redis-restore-file",
            "redis-trust",
            "registry",
            "auth",
            "token-file",
            "custody.include",
            "part-bytes",
            "most-parts",
            "keep.newest",
            "keep.daily",
            "keep.weekly",
            "foundation-root",
            "patience-seconds",
            "settle-seconds",
            "s3.endpoint",
            "s3.region",
            "s3.access-key",
            "s3.secret-key-file",
            "s3.lock-days");
    private static final String S3 = "s3://";

    private final Properties properties;
    private final String file;

    private BackupConfig(Properties properties, String file) {
        this.properties = properties;
        this.file = file;
    }

    /**
     * Reads files of which a later one counts where two say something.
     *
     * @throws BackupException if one cannot be read or has a name that is not known
     */
    static BackupConfig read(List<Path> files) {
        Properties properties = new Properties();
        files.forEach(file -> add(file, properties));
        return new BackupConfig(properties, files.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }

    private static void add(Path file, Properties all) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failure) {
            throw new BackupException(
                    "the configuration of the backups cannot be read: " + file
                            + ". Name it with --config=FILE or in NOTENBOOM_BACKUP",
                    failure);
        }
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(NAMES);
        unknown.removeAll(BackupCustodian.NAMES);
        if (!unknown.isEmpty()) {
            throw new BackupException(file + " has names that are not known: " + unknown);
        }
        all.putAll(properties);
    }

    private @Nullable String value(String name) {
        String value = properties.getProperty(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    String required(String name) {
        String value = value(name);
        if (value == null) {
            throw new BackupException(file + " lacks '" + name + "'");
        }
        return value;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(value(name));
    }

    Path path(String name) {
        return Path.of(required(name)).toAbsolutePath().normalize();
    }

    Optional<Path> optionalPath(String name) {
        return text(name).map(Path::of);
    }

    Optional<URI> url(String name) {
        return text(name).map(URI::create);
    }

    long number(String name, long otherwise) {
        try {
            return text(name).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException malformed) {
            throw new BackupException(file + ": '" + name + "' is a number", malformed);
        }
    }

    boolean flag(String name) {
        return text(name).filter("true"::equals).isPresent();
    }

    /** The content of a file that holds one secret. */
    Secret secret(String name) {
        Path place = path(name);
        try {
            return Secret.of(Files.readString(place).strip());
        } catch (IOException failure) {
            throw new BackupException("the file of '" + name + "' cannot be read: " + place, failure);
        }
    }

    String customer() {
        String customer = required("customer");
        if (!customer.matches("[a-z][a-z0-9]{5}")) {
            throw new BackupException("a customer id is a letter and five letters or digits: " + customer);
        }
        return customer;
    }

    List<String> recipients() {
        return Arrays.stream(required("recipients").split(",", -1))
                .map(String::strip)
                .toList();
    }

    BackupTarget target(InstantSource clock) {
        String target = required("target");
        if (!target.startsWith(S3)) {
            return new FolderTarget(Path.of(target));
        }
        String[] place = target.substring(S3.length()).split("/", 2);
        long lockDays = number("s3.lock-days", 0);
        return new S3Target(
                new S3Settings(
                        URI.create(required("s3.endpoint")),
                        text("s3.region").orElse("us-east-1"),
                        place[0],
                        place.length == 2 ? place[1] : "",
                        required("s3.access-key"),
                        secret("s3.secret-key-file"),
                        lockDays == 0 ? Optional.empty() : Optional.of(Duration.ofDays(lockDays))),
                clock);
    }
}
