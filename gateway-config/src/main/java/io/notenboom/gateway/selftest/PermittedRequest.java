// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.selftest;

import java.util.List;
import java.util.Locale;

/**
 * A read that the policy decision point permits: what the probes change a little, and what shows that a request that reaches the
 * server behind the gateway is noticed.
 *
 * @param base path of the FHIR base, such as {@code /fhir}
 * @param resource {@code Type/id} below it
 * @param fields header fields with the token, {@code Name: value}
 */
public record PermittedRequest(String base, String resource, List<String> fields) {

    public PermittedRequest {
        fields = List.copyOf(fields);
        if (!base.startsWith("/") || base.endsWith("/") || !resource.matches("[A-Z][A-Za-z]*/[A-Za-z0-9.-]{1,64}")) {
            throw new IllegalArgumentException(
                    "give the FHIR base and a resource below it, such as /fhir and Composition/1");
        }
    }

    /**
     * Reads {@code /fhir/Composition/1}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static PermittedRequest of(String target, List<String> fields) {
        int id = target.lastIndexOf('/');
        int type = target.lastIndexOf('/', id - 1);
        if (type < 1) {
            throw new IllegalArgumentException("give a target such as /fhir/Composition/1");
        }
        return new PermittedRequest(target.substring(0, type), target.substring(type + 1), fields);
    }

    /** The target. */
    public String target() {
        return base + "/" + resource;
    }

    /** Its type. */
    String type() {
        return resource.substring(0, resource.indexOf('/'));
    }

    /** Its id. */
    String id() {
        return resource.substring(resource.indexOf('/') + 1);
    }

    /** Whether its token is bound to a key. */
    boolean bound() {
        return fields.stream().anyMatch(field -> field.toLowerCase(Locale.ROOT).startsWith("authorization: dpop "));
    }

    /** The request itself. */
    Probe probe() {
        return new Probe(0, "a permitted read", "GET", target(), fields, "");
    }
}
