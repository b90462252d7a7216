// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import java.lang.reflect.Method;

/**
 * One verb on one path of a resource.
 *
 * @param verb HTTP method, upper case
 * @param path path template from the root, as {@code /registry/v1/events/{id}}, without regular expressions
 * @param statement what it asks of its caller
 * @param method the Java method
 */
public record Route(String verb, String path, ScopeStatement statement, Method method) {

    /** Verb and path, as {@code GET /registry/v1/events/{id}}. */
    public String label() {
        return verb + " " + path;
    }
}
