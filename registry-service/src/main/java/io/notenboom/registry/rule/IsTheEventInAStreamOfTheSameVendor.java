// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.rule.facts.StreamFacts;

/** Seed: "Is this event referring to an event stream of the same vendor?" */
public final class IsTheEventInAStreamOfTheSameVendor {

    /** Compares the vendor that the event names with the one that the stream was registered for. */
    public Verdict answer(String vendor, StreamFacts facts) {
        return Verdict.of(
                facts.vendor().filter(vendor::equals).isPresent(),
                getClass(),
                "the event names another vendor than the one its stream is of");
    }
}
