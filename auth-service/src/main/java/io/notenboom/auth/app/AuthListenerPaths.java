// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.kit.listener.Listener;
import io.notenboom.kit.listener.ListenerPaths;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Which paths are served on which listener. */
final class AuthListenerPaths {

    @Produces
    @Singleton
    ListenerPaths listenerPaths() {
        return new ListenerPaths(Map.of(
                Listener.PUBLIC,
                List.of(
                        "/oauth2",
                        "/.well-known/oauth-authorization-server/oauth2",
                        "/iam",
                        "/statuslist",
                        "/discovery"),
                Listener.INTERNAL,
                List.of(
                        "/internal/vdr/v2",
                        "/internal/vcr/v2",
                        "/internal/auth/v2",
                        "/internal/discovery/v1",
                        "/auth/v1",
                        "/oauth2")));
    }
}
