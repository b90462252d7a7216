// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

import java.util.Optional;

/**
 * Lets a service answer in the form of its protocol where a request ends before the service's own code: a path or method that
 * does not exist, a body that is too large, a failure. A service has one bean of this type at most.
 */
@FunctionalInterface
public interface EdgeAnswers {

    /**
     * The body of the answer, as {@code application/json}; nothing if the problem itself is to be the body.
     *
     * @param path of the request, as it came
     */
    Optional<Object> body(String path, Problem problem);
}
