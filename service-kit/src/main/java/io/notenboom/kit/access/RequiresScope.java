// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The API token of a caller of this operation must have this scope, or {@code admin}. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresScope {

    /** The scope, e.g. {@code registry:read}. */
    String value();
}
