// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.sample.domain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** Breaks the rules. */
public class UnplainDomain {

    /** Adapter with a name that says nothing. */
    public static final class StoreImpl {}

    /** A library in the domain. */
    public String text(JsonNode node) {
        return node.asText();
    }

    /** The clock of the machine in the domain. */
    public Instant time() {
        return Instant.now();
    }

    /** A verified thing that nobody verified. */
    public VerifiedThing forge() {
        return new VerifiedThing();
    }
}
