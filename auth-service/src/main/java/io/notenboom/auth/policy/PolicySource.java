// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;

/** Where policy files come from. */
@FunctionalInterface
public interface PolicySource {

    /**
     * All policy files as they are now, sorted by name.
     *
     * @throws java.io.UncheckedIOException if they cannot be read
     */
    @CheckReturnValue
    List<PolicyDocument> read();
}
