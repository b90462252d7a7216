// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation that authenticates its callers itself, in more than one way, of which an API token is one. When a caller sends a
 * bearer token, it is checked as {@link RequiresScope} does, and the {@link Caller} is known; any other caller is let through to
 * the operation, which refuses whom it does not know. Stands beside {@link NoScopeNeeded}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface BearerNeedsScope {

    /** The scope, e.g. {@code auth:introspect}. */
    String value();
}
