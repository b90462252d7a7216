// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.customer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configuration that every service of a node has, see docs/architecture/contracts.md §2. */
@ConfigMapping(prefix = "notenboom")
public interface NodeConfig {

    /** Customer id. */
    String customer();

    /** {@code strict} or {@code dev}. */
    @WithDefault("strict")
    NodeMode mode();

    /** The service's own folder for durable files. */
    Path dataDir();

    /** Whether the node only keeps what it issued verifiable. */
    @WithDefault("false")
    boolean paused();

    /** File with hashed API tokens; without it every call that needs a scope is refused. */
    Optional<Path> apiTokens();

    /** Base URL of the customer's public host, without trailing slash. */
    Optional<String> publicUrl();

    /** Who holds the private keys. */
    Custody custody();

    /** Listeners besides the internal one. */
    Listeners listener();

    /** Outbound fetches. */
    Outbound outbound();

    /** Other services of the same node by name. */
    Map<String, PeerService> peerService();

    /** Who holds the private keys: sealed files, or a Vault when that has an address. */
    interface Custody {
        /** Folder with the sealed keys. */
        Optional<Path> dir();

        /** File that holds the passphrase; white space around it does not count. */
        Optional<Path> passphraseFile();

        /** HashiCorp Vault or OpenBao. */
        VaultCustody vault();
    }

    /** HashiCorp Vault or OpenBao. Mounts and roles are named after the customer. */
    interface VaultCustody {
        /** {@code https://host[:port]}; plain http on loopback only. */
        Optional<URI> address();

        /** Namespace of the customer, where the Vault has namespaces. */
        Optional<String> namespace();

        /** PEM bundle of the authorities that count for its certificate; without it those of the Java runtime. */
        Optional<Path> caFile();

        /** How the service proves who it is. */
        @WithDefault("app-role")
        VaultLoginKind login();

        /** For {@code token}: file with a token. */
        Optional<Path> tokenFile();

        /** For {@code app-role}. */
        AppRole appRole();

        /** For {@code kubernetes}. */
        Kubernetes kubernetes();
    }

    /** Login with an AppRole. */
    interface AppRole {
        /** Path of the auth method. */
        @WithDefault("approle")
        String mount();

        /** Id of the role; no secret. */
        Optional<String> roleId();

        /** File with the wrapped secret id. */
        Optional<Path> wrappedSecretIdFile();

        /** File in which the unwrapped secret id is kept for the next start; without it each start needs a new one. */
        Optional<Path> secretIdFile();
    }

    /** Login with the service account of a pod. */
    interface Kubernetes {
        /** Path of the auth method. */
        @WithDefault("kubernetes")
        String mount();

        /** The projected token. */
        @WithDefault("/var/run/secrets/notenboom/vault/token")
        Path tokenFile();
    }

    /** Listeners besides the internal one. */
    interface Listeners {
        /** Public HTTPS listener. */
        @WithName("public")
        PublicListener publicListener();

        /** mTLS listener for peers. */
        PeerListener peer();
    }

    /** Public HTTPS listener. */
    interface PublicListener {
        /** Address to listen on. */
        @WithDefault("127.0.0.1")
        String host();

        /** Port; without it there is no public listener. */
        Optional<Integer> port();

        /** Prefixes of paths that it serves, of those that the services have for it; without it all. */
        Optional<List<String>> only();

        /** PEM file with certificate and chain. */
        Optional<Path> certificate();

        /** PEM file with the private key. */
        Optional<Path> key();

        /** Whether clients are asked for a certificate. */
        @WithDefault("none")
        ClientCertificatePolicy clientCertificates();

        /** File with the key by which a reverse proxy in front is known, which may hand over clients' certificates. */
        Optional<Path> ingressKeyFile();
    }

    /** mTLS listener for peers. */
    interface PeerListener {
        /** Address to listen on. */
        @WithDefault("127.0.0.1")
        String host();

        /** Port; without it there is no peer listener. */
        Optional<Integer> port();

        /** Most TCP connections, also those whose TLS handshake is not done. */
        @WithDefault("6000")
        int maxConnections();

        /** Most of them from one address, or from one IPv6 network of 64 bits. */
        @WithDefault("1000")
        int maxConnectionsPerAddress();

        /** Most of them from one address with a TLS handshake that is not done. */
        @WithDefault("100")
        int maxHandshakesPerAddress();

        /** A connection whose TLS handshake takes longer is closed. */
        @WithDefault("10s")
        Duration handshakeTimeout();
    }

    /** Outbound fetches. */
    interface Outbound {
        /** PEM bundle of certificate authorities trusted besides those of the Java runtime. */
        Optional<Path> trust();

        /** Addresses and CIDRs that may be reached although they are loopback or private. */
        Optional<List<String>> allow();

        /** Addresses and CIDRs that are never reached, whatever else is permitted. */
        Optional<List<String>> deny();
    }

    /** Another service of the same node. */
    interface PeerService {
        /** URL of its internal listener, without trailing slash. */
        String url();

        /** File with the API token for it. */
        Path tokenFile();
    }
}
