// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.listener.ListenerPaths;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Refuses to start a service with a route that states no permission, that does
 * not say whether it is in the audit log, or that no listener serves.
 */
@Singleton
class StatedPermissions {

    void check(@Observes StartupEvent started, @All List<ListenerPaths> services) {
        require(RouteWalk.ofThisService(), ListenerPaths.together(services));
    }

    static void require(List<Route> routes, ListenerPaths listeners) {
        refuse(
                routes,
                route -> route.statement() instanceof ScopeStatement.Missing,
                "these routes need exactly one of @RequiresScope and @NoScopeNeeded: ");
        refuse(
                routes,
                route -> !route.saysWhetherAudited(),
                "these routes may change something and need exactly one of @Audited and @NotAudited: ");
        refuse(
                routes,
                route -> !listeners.servesAnywhere(route.path()),
                "no listener serves these routes, see ListenerPaths: ");
    }

    private static void refuse(List<Route> routes, Predicate<Route> fault, String message) {
        String wrong = routes.stream().filter(fault).map(Route::label).collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(message + wrong);
        }
    }
}
