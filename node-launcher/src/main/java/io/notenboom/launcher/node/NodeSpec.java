// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
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
 */
public record NodeSpec(
        String label,
        String customer,
        String network,
        Set<ServiceKind> services,
        @Nullable FoundationAccess foundation,
        List<String> bootstrapPeers,
        @Nullable FhirServer fhir,
        java.util.Map<String, Integer> tokenSeconds) {

    public NodeSpec {
        services = Set.copyOf(services);
        bootstrapPeers = List.copyOf(bootstrapPeers);
        tokenSeconds = java.util.Map.copyOf(tokenSeconds);
        if (!customer.matches("[a-z][a-z0-9]{5}")) {
            throw new IllegalArgumentException("a customer id is a letter and five letters or digits: " + customer);
        }
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
     * @param username user for HTTP Basic
     * @param passwordFile file with the password
     * @param behindNginx whether receivers reach it through NGINX; else through the AAA-proxy
     */
    public record FhirServer(String baseUrl, String username, Path passwordFile, boolean behindNginx) {}
}
