// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** This operation takes no API token: it is public by its standard, or it authenticates its caller in another way. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface NoScopeNeeded {

    /** Why. */
    String value();
}
