// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import io.notenboom.gateway.model.address.UrlPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public paths of the auth-service, when the gateway serves them under the same host.
 *
 * @param upstream its public listener
 * @param paths path prefixes passed on; default {@link #PUBLIC_PATHS}; no other may be named
 */
public record AuthService(Upstream upstream, @Nullable List<UrlPath> paths) {

    /** All public paths of the auth-service. */
    public static final List<UrlPath> PUBLIC_PATHS = List.of(
            new UrlPath("/oauth2"),
            new UrlPath("/iam"),
            new UrlPath("/.well-known"),
            new UrlPath("/statuslist"),
            new UrlPath("/discovery"));

    public AuthService {
        Required.field(upstream, "upstream");
        if (paths != null) {
            paths = List.copyOf(paths);
            if (!PUBLIC_PATHS.containsAll(paths)
                    || paths.size() != paths.stream().distinct().count()) {
                throw new IllegalArgumentException(
                        "the field \"paths\" may name each of " + PUBLIC_PATHS + " once: other paths are not public");
            }
        }
    }

    /** The path prefixes passed on, also when the document does not give them. */
    public List<UrlPath> served() {
        return paths == null ? PUBLIC_PATHS : paths;
    }
}
