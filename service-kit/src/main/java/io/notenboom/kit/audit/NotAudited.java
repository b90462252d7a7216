// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Calls of this operation, which is no GET, are not in the audit log by themselves. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NotAudited {

    /** Why: it only asks, or it records what it does by itself. */
    String value();
}
