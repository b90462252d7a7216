// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node is to be.
 *
 * @param label short name in process names and folders, e.g. {@code a}
 * @param customer customer id, {@code [a-z][a-z0-9]{5}}
 * @param network name of the registry network
 * @param services which services it runs
 * @param foundation where its Foundation is; null for a node that is the Foundation itself
 * @param bootstrapPeers peer addresses to gossip with from the start
 * @param fhir the customer's FHIR server, if it has one
 * @param tokenSeconds life of access tokens by scope, where it differs from 15 minutes
 * @param peerHost host name under which peers reach its registry
 * @param javaOptions further options for the JVMs of its services
 * @param small whether registry, authorization server and decision point are one process, for customers with little traffic
 * @param paused whether it only keeps what it issued verifiable: its authorization server runs alone, which answers what reads
 *     and signs nothing but status lists
 */
public record NodeSpec(
        String label,
        String customer,
        String network,
        Set<ServiceKind> services,
        @Nullable FoundationAccess foundation,
        List<String> bootstrapPeers,
        @Nullable FhirServer fhir,
        Map<String, Integer> tokenSeconds,
        String peerHost,
        List<String> javaOptions,
        boolean small,
        boolean paused) {

    public NodeSpec {
        services = Set.copyOf(services);
        bootstrapPeers = List.copyOf(bootstrapPeers);
        tokenSeconds = Map.copyOf(tokenSeconds);
        javaOptions = List.copyOf(javaOptions);
        if (!customer.matches("[a-z][a-z0-9]{5}")) {
            throw new IllegalArgumentException("a customer id is a letter and five letters or digits: " + customer);
        }
        if (small && !services.containsAll(NodeProgram.TOGETHER)) {
            throw new IllegalArgumentException("a small node has all of " + NodeProgram.TOGETHER + " in one process");
        }
        if (paused && !services.contains(ServiceKind.AUTH)) {
            throw new IllegalArgumentException("a node without an authorization server cannot be paused");
        }
    }

    /** A node that peers reach as {@code localhost}. */
    public static NodeSpec of(
            String label,
            String customer,
            String network,
            Set<ServiceKind> services,
            @Nullable FoundationAccess foundation,
            List<String> bootstrapPeers) {
        return new NodeSpec(
                label,
                customer,
                network,
                services,
                foundation,
                bootstrapPeers,
                null,
                Map.of(),
                "localhost",
                List.of(),
                false,
                false);
    }

    /** The same with a FHIR server behind it. */
    public NodeSpec withFhir(@Nullable FhirServer server) {
        return new NodeSpec(
                label,
                customer,
                network,
                services,
                foundation,
                bootstrapPeers,
                server,
                tokenSeconds,
                peerHost,
                javaOptions,
                small,
                paused);
    }

    /** The same with other lives of access tokens. */
    public NodeSpec withTokenSeconds(Map<String, Integer> seconds) {
        return new NodeSpec(
                label,
                customer,
                network,
                services,
                foundation,
                bootstrapPeers,
                fhir,
                seconds,
                peerHost,
                javaOptions,
                small,
                paused);
    }

    /** The same, reached by peers under another name, with further options for its JVMs. */
    public NodeSpec withPeerHost(String host, List<String> options) {
        return new NodeSpec(
                label,
                customer,
                network,
                services,
                foundation,
                bootstrapPeers,
                fhir,
                tokenSeconds,
                host,
                options,
                small,
                paused);
    }

    /** The same with registry, authorization server and decision point in one process. */
    public NodeSpec asSmall() {
        return new NodeSpec(
                label,
                customer,
                network,
                services,
                foundation,
                bootstrapPeers,
                fhir,
                tokenSeconds,
                peerHost,
                javaOptions,
                true,
                paused);
    }

    /** The same while it is paused. */
    public NodeSpec asPaused() {
        return new NodeSpec(
                label,
                customer,
                network,
                services,
                foundation,
                bootstrapPeers,
                fhir,
                tokenSeconds,
                peerHost,
                javaOptions,
                small,
                true);
    }

    /** All services that a vendor's node runs. */
    public static Set<ServiceKind> allServices() {
        return EnumSet.allOf(ServiceKind.class);
    }

    /**
     * Where a node applies for its certificates.
     *
     * @param url internal URL of the Foundation's node
     * @param tokenFile API token with scope {@code enrolment:request} at that node
     * @param root certificate of the Foundation, PEM
     */
    public record FoundationAccess(String url, Path tokenFile, Path root) {}

    /**
     * The customer's own FHIR server.
     *
     * @param baseUrl FHIR base as the node reaches it
     * @param version {@code stu3} or {@code r4}
     * @param username user for HTTP Basic
     * @param passwordFile file with the password
     * @param behindNginx whether receivers reach it through NGINX; else through the AAA-proxy
     */
    public record FhirServer(String baseUrl, String version, String username, Path passwordFile, boolean behindNginx) {}
}
