// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;

/** What came of making a presentation. */
@CheckReturnValue
public sealed interface PresentationOutcome {

    /**
     * It is made.
     *
     * @param presentation an object, or a text with a JWT
     */
    record Made(JsonNode presentation) implements PresentationOutcome {}

    /**
     * It cannot be made.
     *
     * @param mistake what is wrong with the request
     */
    record Refused(String mistake) implements PresentationOutcome {}
}
