// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.policy.RouteTable;
import io.notenboom.trust.secret.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy needs to know.
 *
 * @param listener where clients reach it
 * @param routes what it serves
 * @param pdp who decides
 * @param backend the FHIR server; null exactly when the routes have no FHIR base
 * @param trust PEM file with further authorities trusted for the PDP and the FHIR server; null = the platform's
 * @param limits what it bears
 */
public record ProxySettings(
        Listener listener,
        RouteTable routes,
        Pdp pdp,
        @Nullable Backend backend,
        @Nullable Path trust,
        Limits limits) {

    public ProxySettings {
        if ((backend == null) != (routes.fhirBase() == null)) {
            throw new IllegalArgumentException("A FHIR base needs a FHIR server behind it, and the other way round.");
        }
    }

    /**
     * The public listener: HTTPS, HTTP/1.1.
     *
     * @param host address to listen on
     * @param port 0 = any free one
     * @param certificate PEM
     * @param key PEM
     * @param clientCertificates whether clients are asked for a certificate, for tokens that are bound to one (RFC 8705)
     */
    public record Listener(String host, int port, Path certificate, Path key, boolean clientCertificates) {}

    /**
     * An enforcement point as registered at the PDP.
     *
     * @param id its id there
     * @param key its key
     */
    public record Pep(String id, Secret key) {}

    /**
     * The PDP.
     *
     * @param origin where it is
     * @param fhir as whom it is asked about FHIR requests
     * @param notification as whom it is asked about notifications; null = there are none
     */
    public record Pdp(Origin origin, Pep fhir, @Nullable Pep notification) {}

    /**
     * The FHIR server.
     *
     * @param origin where it is
     * @param authorization value of {@code Authorization} for it; null = none
     * @param identity what this proxy shows it in TLS; null = nothing
     */
    public record Backend(
            Origin origin,
            @Nullable Secret authorization,
            @Nullable Identity identity) {}

    /**
     * A certificate and its key.
     *
     * @param certificate PEM
     * @param key PEM
     */
    public record Identity(Path certificate, Path key) {}

    /**
     * What the proxy bears.
     *
     * @param requests most requests under way
     * @param headerBytes longest header section
     * @param taskBytes longest body of a Task update
     * @param pdpMilliseconds longest wait for a decision
     * @param backendMilliseconds longest silence of the FHIR server
     * @param idleSeconds longest silence of a client
     * @param drainMilliseconds longest wait for requests under way when the process stops
     * @param connections what clients' connections may do
     */
    public record Limits(
            int requests,
            int headerBytes,
            int taskBytes,
            long pdpMilliseconds,
            long backendMilliseconds,
            int idleSeconds,
            long drainMilliseconds,
            Connections connections) {

        /** 512 requests, 16 kB, 256 kB, 5 s, 30 s, 60 s, 8 s. */
        public static final Limits DEFAULT =
                new Limits(512, 16_384, 262_144, 5_000, 30_000, 60, 8_000, Connections.DEFAULT);
    }

    /**
     * What the connections of clients may do. One over the limit is closed at once.
     *
     * @param most most connections
     * @param perAddress most connections of one address; an IPv6 network of 64 bits counts as one
     * @param headerMilliseconds within this after it is opened a connection must have sent a whole header section
     */
    public record Connections(int most, int perAddress, long headerMilliseconds) {

        /** 12000, 4000, 10 s. */
        public static final Connections DEFAULT = new Connections(12_000, 4_000, 10_000);
    }
}
