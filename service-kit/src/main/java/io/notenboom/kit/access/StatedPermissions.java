// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.listener.ListenerPaths;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** Refuses to start a service with a route that states no permission or that no listener serves. */
@Singleton
class StatedPermissions {

    void check(@Observes StartupEvent started, ListenerPaths listeners) {
        List<Route> routes = RouteWalk.ofThisService();
        String unstated = routes.stream()
                .filter(route -> route.statement() instanceof ScopeStatement.Missing)
                .map(Route::label)
                .collect(Collectors.joining(", "));
        if (!unstated.isEmpty()) {
            throw new IllegalStateException(
                    "these routes need exactly one of @RequiresScope and @NoScopeNeeded: " + unstated);
        }
        String unserved = routes.stream()
                .filter(route -> !listeners.servesAnywhere(route.path()))
                .map(Route::label)
                .collect(Collectors.joining(", "));
        if (!unserved.isEmpty()) {
            throw new IllegalStateException("no listener serves these routes, see ListenerPaths: " + unserved);
        }
    }
}
