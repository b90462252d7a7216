// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.audit.NotAudited;
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

    /**
     * Whether it says if its calls are in the audit log: what asks for a scope and may change something has exactly one of
     * {@link Audited} and {@link NotAudited}.
     */
    public boolean saysWhetherAudited() {
        boolean asksOnly = verb.equals("GET") || verb.equals("HEAD") || verb.equals("OPTIONS");
        return asksOnly
                || !(statement instanceof ScopeStatement.Scope)
                || method.isAnnotationPresent(Audited.class) != method.isAnnotationPresent(NotAudited.class);
    }

    /** Verb and path, as {@code GET /registry/v1/events/{id}}. */
    public String label() {
        return verb + " " + path;
    }
}
