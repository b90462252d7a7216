// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model.address;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scheme, host and port of a server behind the gateway; no path, because targets are passed on as they came.
 *
 * @param secure whether it is https
 * @param host host name or IPv4 address
 * @param port given, or 443 and 80
 */
public record Origin(boolean secure, HostName host, Port port) {

    private static final Pattern FORM = Pattern.compile("(https?)://([a-z0-9.-]{1,253})(?::([0-9]{1,5}))?/?");
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /** Reads {@code https://host:port}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Origin of(String url) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "give scheme, host and port only, such as https://fhir.example.nl:8443 or http://127.0.0.1:8080");
        }
        boolean secure = parts.group(1).equals("https");
        String port = parts.group(3);
        int number = port == null ? (secure ? HTTPS_PORT : HTTP_PORT) : Integer.parseInt(port);
        return new Origin(secure, new HostName(parts.group(2)), new Port(number));
    }

    /** Host to connect to: {@code localhost} is taken as 127.0.0.1, so that nobody else's ::1 is reached. */
    public String connectHost() {
        return host.text().equals("localhost") ? "127.0.0.1" : host.text();
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + host + ":" + port;
    }
}
