// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import java.util.List;
import java.util.stream.Collectors;

/** A specification that cannot be used, with everything that is wrong with it. */
public final class InvalidCustomerException extends RuntimeException {

    private final transient List<SpecProblem> problems;

    /** @param problems all that is wrong; at least one */
    public InvalidCustomerException(List<SpecProblem> problems) {
        super(problems.stream().map(SpecProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong, in the order of the document. */
    public List<SpecProblem> problems() {
        return problems;
    }
}
