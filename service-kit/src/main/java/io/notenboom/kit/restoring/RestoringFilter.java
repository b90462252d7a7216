// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.restoring;

import io.notenboom.kit.listener.AcceptedBy;
import io.notenboom.kit.listener.Listener;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * What is answered while the node is being restored. The registry answers what reads, and its peers; the authorization server
 * what reads, but no status lists, because the restored ones may lack revocations; the decision point nothing, because the
 * restored flows may have ended. Everything else is 503, but for what the restore itself calls.
 */
@Singleton
public class RestoringFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> OF_THE_RESTORE =
            Set.of("/registry/v1/restoration", "/auth/v1/restoration", "/pdp/v1/flow-store/restoration");
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Provider<RestoringMark> marks;
    private final Instance<ReadWhileRestoring> services;
    private volatile @Nullable RestoringMark mark;

    /**
     * The filter of a process; it is made before there is a configuration, and looks at the first request.
     *
     * @param services what each service in it answers meanwhile
     */
    public RestoringFilter(Provider<RestoringMark> mark, @Any Instance<ReadWhileRestoring> services) {
        this.marks = mark;
        this.services = services;
    }

    /** Lets the request pass, or throws the problem to answer. */
    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request) {
        if (mark().isOn()
                && AcceptedBy.current() != Listener.PEER
                && !passes(
                        services.stream().toList(),
                        request.getMethod(),
                        request.getUriInfo().getPath())) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE, "The node is being restored; ask again when that is done.", RETRY);
        }
    }

    private RestoringMark mark() {
        RestoringMark known = mark;
        if (known == null) {
            known = marks.get();
            mark = known;
        }
        return known;
    }

    static boolean passes(List<ReadWhileRestoring> services, String method, String path) {
        return OF_THE_RESTORE.contains(path)
                || (READING.contains(method) && services.stream().anyMatch(service -> service.answers(path)));
    }
}
