// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.nginx;

import io.notenboom.gateway.model.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * A server behind NGINX, as the templates need it.
 *
 * @param scheme {@code http} or {@code https}
 * @param server host and port to connect to
 * @param host name that its certificate must have
 * @param trust PEM file of its certificate authorities; null without TLS
 */
record NginxUpstream(
        String scheme, String server, String host, @Nullable String trust) {

    static NginxUpstream of(Upstream upstream) {
        return new NginxUpstream(
                upstream.url().secure() ? "https" : "http",
                upstream.url().connectHost() + ":" + upstream.url().port(),
                upstream.url().host().text(),
                upstream.trust() == null ? null : upstream.trust().text());
    }
}
