// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import java.net.URI;

/**
 * Scheme, host and port of another server. It has no path, because raw targets are passed on as they came.
 *
 * @param secure whether it is https
 * @param host host name or address
 * @param port given, or 443 and 80
 */
public record Origin(boolean secure, String host, int port) {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /**
     * Reads {@code https://host:port}.
     *
     * @param property name of the property, for the error
     * @throws IllegalArgumentException if it is another kind of URL
     */
    public static Origin of(String url, String property) {
        URI uri = URI.create(url);
        boolean secure = "https".equals(uri.getScheme());
        boolean plain = "http".equals(uri.getScheme());
        String path = uri.getRawPath();
        if (uri.getHost() == null
                || !(secure || plain)
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !(path == null || path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException(
                    "Set " + property
                            + " to scheme, host and port only, such as http://127.0.0.1:8080: targets are passed on as they come.");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : (secure ? HTTPS_PORT : HTTP_PORT);
        return new Origin(secure, uri.getHost(), port);
    }

    /** The URL form, without a path. */
    public String url() {
        return (secure ? "https://" : "http://") + host + ":" + port;
    }
}
