// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.policy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is served.
 *
 * @param fhirBase path of the FHIR base; null = no FHIR server behind this proxy
 * @param notificationBase path before {@code /{Task id}}; null = no notifications
 */
public record RouteTable(
        @Nullable String fhirBase, @Nullable String notificationBase) {

    private static final Pattern BASE = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+)+");

    /**
     * @throws IllegalArgumentException if a base path is not plain or both overlap
     */
    public RouteTable {
        requireBase(fhirBase);
        requireBase(notificationBase);
        if (fhirBase != null
                && notificationBase != null
                && ((fhirBase + "/").startsWith(notificationBase + "/")
                        || (notificationBase + "/").startsWith(fhirBase + "/"))) {
            throw new IllegalArgumentException(
                    "The FHIR base and the notification path overlap: give each a path of its own.");
        }
    }

    private static void requireBase(@Nullable String base) {
        if (base != null && !BASE.matcher(base).matches()) {
            throw new IllegalArgumentException(
                    "A base path starts with a slash, does not end in one, and has plain segments: " + base);
        }
    }

    /** Finds the route of a request. */
    public Route find(String method, RawTarget target) {
        if (fhirBase != null && target.isBelow(fhirBase)) {
            return new Route.Fhir(method.equals("PUT") && target.isBelow(fhirBase + "/Task"));
        }
        if (notificationBase != null && target.isBelow(notificationBase)) {
            return new Route.Notification(target.toString().equals(notificationBase + "/Task"));
        }
        return new Route.Nothing();
    }
}
