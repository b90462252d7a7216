// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.pep.PermittedSteps.PermittedStep;
import java.time.Instant;
import java.util.List;

/** Permitted Task updates whose outcome nobody told; throws a {@link RuntimeException} when the store cannot be reached. */
@FunctionalInterface
public interface UnconfirmedSteps {

    /** The oldest thousand of those that were permitted before a time and are not settled. */
    List<PermittedStep> unconfirmedSince(Instant before);
}
