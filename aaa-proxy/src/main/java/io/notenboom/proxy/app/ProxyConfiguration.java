// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The properties {@code notenboom.proxy.*}. */
@ConfigMapping(prefix = "notenboom.proxy")
public interface ProxyConfiguration {

    /** Scheme, host and port of the PDP. */
    String pdpUrl();

    /** Id of the enforcement point for FHIR at the PDP. */
    String pep();

    /** File with its key. */
    Path pepKeyFile();

    /** Scheme, host and port of the FHIR server; without it no FHIR is served. */
    Optional<String> backendUrl();

    /** User name at the FHIR server (HTTP Basic). */
    Optional<String> backendUsername();

    /** File with the password at the FHIR server. */
    Optional<Path> backendPasswordFile();

    /** File with a bearer token for the FHIR server, instead of user name and password. */
    Optional<Path> backendTokenFile();

    /** PEM file with the certificate that is shown to the FHIR server in TLS. */
    Optional<Path> backendCertificate();

    /** PEM file with its private key. */
    Optional<Path> backendKey();

    /** Path of the FHIR base, the same here and at the FHIR server. */
    @WithDefault("/fhir")
    String basePath();

    /** The notification endpoint. */
    Notification notification();

    /** What the proxy bears. */
    Limits limits();

    /** The properties {@code notenboom.proxy.notification.*}. */
    interface Notification {

        /** Path before {@code /{Task id}}. */
        @WithDefault("/notification")
        String basePath();

        /** Id of the enforcement point for notifications at the PDP; without it none are served. */
        Optional<String> pep();

        /** File with its key. */
        Optional<Path> pepKeyFile();
    }

    /** The properties {@code notenboom.proxy.limits.*}. */
    interface Limits {

        /** Most requests under way. */
        @WithDefault("512")
        int requests();

        /** Most connections of clients. */
        @WithDefault("12000")
        int connections();

        /** Most connections of one address. */
        @WithDefault("4000")
        int connectionsPerAddress();

        /** How long a new connection may take to send a header section. */
        @WithDefault("10")
        int headerSeconds();

        /** Longest header section in bytes. */
        @WithDefault("16384")
        int headerBytes();

        /** Longest wait for a decision. */
        @WithDefault("5")
        int pdpSeconds();

        /** Longest silence of the FHIR server. */
        @WithDefault("30")
        int backendSeconds();

        /** Longest silence of a client. */
        @WithDefault("60")
        int idleSeconds();
    }
}
