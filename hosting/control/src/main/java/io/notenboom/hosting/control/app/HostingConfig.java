// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configuration of the control plane. */
@ConfigMapping(prefix = "notenboom.hosting")
public interface HostingConfig {

    /** Folder with a folder for each node. */
    Path nodes();

    /** Folder with secrets that specifications name, one file each; default {@code secrets} in the data folder. */
    Optional<Path> secrets();

    /** Built software by version. */
    Map<String, Path> software();

    /** Networks that nodes can join, by name. */
    Map<String, Network> network();

    /** Memory that may be promised to all nodes together, MiB. */
    @WithDefault("16384")
    int memoryMib();

    /** Further options for the JVMs of all nodes. */
    Optional<List<String>> javaOptions();

    /** Lists of blocked certificates that all nodes follow; names are small letters and digits. */
    Map<String, Denylist> denylist();

    /** A signed list. */
    interface Denylist {
        /** {@code https://…}; or a file. */
        Optional<URI> url();

        /** The list; or its address. */
        Optional<Path> file();

        /** Ed25519 keys of its signer, JWK Set or PEM. */
        Path keysFile();
    }

    /** The Vault in which customers may have their keys; without an address there is none. */
    Vault vault();

    /** How fast it works. */
    Pace pace();

    /** After how long what the control plane rotates gets a successor by itself. */
    Rotation rotation();

    /** Ages in days; 0 for never. */
    interface Rotation {
        /** Passwords of customers' Redis. The services of a customer are started again for it. */
        @WithDefault("0")
        @Min(0)
        int redisPasswordAfterDays();

        /** The audit key of the control plane. */
        @WithDefault("365")
        @Min(0)
        int auditKeyAfterDays();
    }

    /** HashiCorp Vault or OpenBao, in which the host sets customers up. */
    interface Vault {
        /** {@code https://host[:port]}. */
        Optional<URI> address();

        /** Namespace of the customers, where the Vault has namespaces. */
        Optional<String> namespace();

        /** PEM bundle of the authorities of its certificate; without it those of the Java runtime. */
        Optional<Path> caFile();

        /** File with a token that has the host's policy. */
        Optional<Path> tokenFile();
    }

    /** A network. */
    interface Network {
        /** Where nodes apply for certificates. */
        String foundationUrl();

        /** File with a token with scope {@code enrolment:request} there. */
        Path tokenFile();

        /** Certificate of the Foundation, PEM. */
        Path root();

        /** File with a token with scope {@code enrolment:admin} there; with a development Foundation only. */
        Optional<Path> reviewTokenFile();

        /** Peers to begin with. */
        Optional<List<String>> bootstrap();
    }

    /** How fast it works. */
    interface Pace {
        /** How many customers are worked at. */
        @WithDefault("2")
        int customersAtOnce();

        /** Pause before a step that waits is looked at again. */
        @WithDefault("1s")
        Duration waiting();

        /** For how long a customer that waits keeps its place; then others go first. */
        @WithDefault("30s")
        Duration keepsPlace();

        /** Pause after the first failure of a step. */
        @WithDefault("2s")
        Duration firstRetry();

        /** Longest pause after a failure. */
        @WithDefault("60s")
        Duration longestRetry();

        /** Pause before a customer that is as wanted is looked at again. */
        @WithDefault("30s")
        Duration steady();
    }
}
