// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.discovery;

import io.notenboom.auth.api.AuthProblem;
import io.notenboom.kit.problem.ProblemKind;
import io.notenboom.kit.problem.ProblemType;

/** Problems of discovery services beside those of {@link AuthProblem}; the statuses are those of a Nuts node, but what is wrong with a request is always 400. */
public enum DiscoveryProblem implements ProblemType {
    SERVICE_NOT_FOUND("discovery-service-not-found", 404, "There is no such discovery service"),
    PRESENTATION_REFUSED("discovery-presentation-refused", 400, "The presentation cannot be registered"),
    LOOP("discovery-loop", 508, "This node is not the server of the service, and its definition leads back here"),
    FULL("discovery-list-full", 503, "The list of the discovery service is full"),
    SERVER_FAILED("discovery-server-failed", 502, "The discovery server did not do it");

    private final ProblemKind kind;

    DiscoveryProblem(String slug, int status, String title) {
        kind = new ProblemKind(slug, status, title);
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
