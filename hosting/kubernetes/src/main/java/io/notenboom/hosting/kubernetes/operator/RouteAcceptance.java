// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import java.util.List;
import java.util.Optional;

/** Whether the gateway takes routes, those of browsers and those of peers, by what it says about them as they are now. */
final class RouteAcceptance {

    private static final String ACCEPTED = "Accepted";
    private static final String RESOLVED = "ResolvedRefs";

    private final Cluster cluster;

    RouteAcceptance(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Whether it takes every route of a list; what is no route is passed over. */
    StepOutcome of(List<HasMetadata> objects) {
        return objects.stream()
                .flatMap(object -> objection(object).stream())
                .findFirst()
                .orElseGet(() -> new StepOutcome.Done(ACCEPTED, "the gateway takes the routes"));
    }

    private Optional<StepOutcome> objection(HasMetadata wanted) {
        String namespace = wanted.getMetadata().getNamespace();
        String name = wanted.getMetadata().getName();
        return switch (wanted) {
            case HTTPRoute unused -> {
                Optional<HTTPRoute> route = cluster.find(HTTPRoute.class, namespace, name);
                yield objection(
                        wanted,
                        generation(route),
                        route.map(HTTPRoute::getStatus)
                                .map(status -> status.getParents())
                                .orElse(List.of()));
            }
            case TLSRoute unused -> {
                Optional<TLSRoute> route = cluster.find(TLSRoute.class, namespace, name);
                yield objection(
                        wanted,
                        generation(route),
                        route.map(TLSRoute::getStatus)
                                .map(status -> status.getParents())
                                .orElse(List.of()));
            }
            default -> Optional.empty();
        };
    }

    private static long generation(Optional<? extends HasMetadata> route) {
        return route.map(found -> found.getMetadata().getGeneration()).orElse(0L);
    }

    private static Optional<StepOutcome> objection(
            HasMetadata route, long generation, List<RouteParentStatus> parents) {
        String name = route.getKind() + " " + route.getMetadata().getName();
        for (RouteParentStatus parent : parents) {
            Optional<Condition> accepted = present(parent, ACCEPTED, generation);
            if (accepted.isEmpty()) {
                return Optional.of(silent(name));
            }
            if (!isTrue(accepted.get())) {
                return Optional.of(refused("does not take " + name, accepted.get()));
            }
            Optional<Condition> resolved = present(parent, RESOLVED, generation);
            if (resolved.isPresent() && !isTrue(resolved.get())) {
                return Optional.of(refused("cannot use what " + name + " leads to", resolved.get()));
            }
        }
        return parents.isEmpty() ? Optional.of(silent(name)) : Optional.empty();
    }

    /** What a gateway says now; what it said about an earlier version of the route counts as nothing. */
    private static Optional<Condition> present(RouteParentStatus parent, String type, long generation) {
        return parent.getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .filter(condition ->
                        condition.getObservedGeneration() == null || condition.getObservedGeneration() >= generation)
                .findFirst();
    }

    private static boolean isTrue(Condition condition) {
        return condition.getStatus().equals("True");
    }

    private static StepOutcome silent(String route) {
        return new StepOutcome.Waiting("GatewaySilent", "the gateway has not said whether it takes " + route);
    }

    private static StepOutcome refused(String what, Condition why) {
        String reason = why.getReason() == null ? "" : ": " + why.getReason();
        return new StepOutcome.Failed("GatewayRefuses", "the gateway " + what + reason);
    }
}
