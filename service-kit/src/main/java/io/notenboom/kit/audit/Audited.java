// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls of this operation are in the audit log: one record before anything is done, without which nothing is done, and one of how
 * it ended. The object is the path of the call.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Audited {

    /** The act, as {@code credential.issue}. */
    String value();
}
