// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import com.google.errorprone.annotations.CheckReturnValue;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What an operation states about the scope that its callers need; the method's own statement goes before its class's. */
@CheckReturnValue
public sealed interface ScopeStatement {

    /** A scope is needed. */
    record Scope(String name) implements ScopeStatement {}

    /** None is needed, for a reason. */
    record None(String reason) implements ScopeStatement {}

    /** Nothing was stated, or two different things: a defect, nobody gets in. */
    record Missing() implements ScopeStatement {}

    /** The statement of an operation. */
    static ScopeStatement of(Class<?> resource, Method method) {
        ScopeStatement own = of(method.getAnnotation(RequiresScope.class), method.getAnnotation(NoScopeNeeded.class));
        return own instanceof Missing
                ? of(resource.getAnnotation(RequiresScope.class), resource.getAnnotation(NoScopeNeeded.class))
                : own;
    }

    private static ScopeStatement of(@Nullable RequiresScope scope, @Nullable NoScopeNeeded none) {
        if (scope != null && none == null) {
            return new Scope(scope.value());
        }
        return none != null && scope == null ? new None(none.value()) : new Missing();
    }
}
