// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.policy;

import java.util.Locale;
import java.util.Set;

/** Which header fields go on. Names are compared without regard to case. */
public final class HeaderPolicy {

    /** RFC 9110 §7.6.1 and what older software adds to it. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect");

    private static final Set<String> FRAMING = Set.of("host", "content-length");

    /** What this proxy says itself, or what a client could use to pass for it. */
    private static final Set<String> OWN = Set.of(
            "x-pep-key",
            "x-decision-id",
            "x-decision-reason",
            "x-client-id",
            "x-flow-id",
            "x-obligation",
            "x-user-id",
            "x-organization-id",
            "x-client-certificate",
            "x-request-id",
            "x-real-ip",
            "forwarded");

    /** All that a FHIR server needs to know of the client's request. */
    private static final Set<String> TO_BACKEND = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "content-language",
            "content-type",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-unmodified-since",
            "prefer",
            "user-agent");

    private static final Set<String> NOT_TO_CLIENT = Set.of(
            "x-decision-id",
            "x-decision-reason",
            "x-request-id",
            "x-powered-by",
            "server",
            "set-cookie",
            "www-authenticate",
            "authentication-info",
            "alt-svc");

    private HeaderPolicy() {}

    /** Whether the PDP is shown a header of the client: all, but those of this hop and those that a PEP says itself. */
    public static boolean goesToPdp(String name) {
        String lower = lower(name);
        return !HOP_BY_HOP.contains(lower)
                && !FRAMING.contains(lower)
                && !OWN.contains(lower)
                && !lower.startsWith("x-forwarded-")
                && !lower.startsWith("x-original-");
    }

    /**
     * Whether the backend gets a header of the client. A closed list: no token, no proof, no {@code X-Forwarded-*}, no method
     * override, nothing unknown.
     */
    public static boolean goesToBackend(String name) {
        return TO_BACKEND.contains(lower(name));
    }

    /**
     * Whether the client gets a header of the backend's answer.
     *
     * @param connectionOptions names that the answer's {@code Connection} lists, lower case
     */
    public static boolean goesToClient(String name, Set<String> connectionOptions) {
        String lower = lower(name);
        return !HOP_BY_HOP.contains(lower) && !NOT_TO_CLIENT.contains(lower) && !connectionOptions.contains(lower);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
