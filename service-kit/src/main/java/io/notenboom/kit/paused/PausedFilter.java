// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.paused;

import io.notenboom.kit.listener.AcceptedBy;
import io.notenboom.kit.listener.Listener;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * What is answered while the node is paused ({@code notenboom.paused}): what reads, so that DID documents and status lists are
 * there for those who verify; and on the internal listener what takes away, because a revocation cannot wait. All else is 503.
 */
@Singleton
public class PausedFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String TAKING_AWAY = "DELETE";
    private static final Duration RETRY = Duration.ofMinutes(5);

    private final Provider<Boolean> paused;

    /** The filter of a process; it is made before there is a configuration, and reads it at a request. */
    public PausedFilter(@ConfigProperty(name = "notenboom.paused", defaultValue = "false") Provider<Boolean> paused) {
        this.paused = paused;
    }

    /** Lets the request pass, or throws the problem to answer. */
    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request) {
        if (paused.get() && !passes(AcceptedBy.current(), request.getMethod())) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE,
                    "The node is paused: it answers what reads, and gives nothing until its host resumes it.",
                    RETRY);
        }
    }

    static boolean passes(Listener listener, String method) {
        return READING.contains(method) || (listener == Listener.INTERNAL && method.equals(TAKING_AWAY));
    }
}
