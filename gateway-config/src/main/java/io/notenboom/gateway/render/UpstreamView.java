// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import io.notenboom.gateway.model.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * A server behind a gateway, as the templates need it.
 *
 * @param scheme {@code http} or {@code https}
 * @param server host and port to connect to
 * @param address host to connect to
 * @param port port to connect to
 * @param host name that its certificate must have
 * @param trust PEM file of its certificate authorities; null without TLS
 */
record UpstreamView(
        String scheme,
        String server,
        String address,
        int port,
        String host,
        @Nullable String trust) {

    static UpstreamView of(Upstream upstream) {
        return new UpstreamView(
                upstream.url().secure() ? "https" : "http",
                upstream.url().connectHost() + ":" + upstream.url().port(),
                upstream.url().connectHost(),
                upstream.url().port().number(),
                upstream.url().host().text(),
                upstream.trust() == null ? null : upstream.trust().text());
    }

    /** Scheme, host and port to connect to. */
    public String url() {
        return scheme + "://" + server;
    }

    /** The URL with the name as in its certificate when there is one: for products that compare both. */
    public String namedUrl() {
        return trust == null ? url() : scheme + "://" + host + ":" + port;
    }

    /** Whether the address is an IPv4 address, so that no name has to be resolved. */
    public boolean numeric() {
        return address.chars().allMatch(character -> character == '.' || (character >= '0' && character <= '9'));
    }
}
