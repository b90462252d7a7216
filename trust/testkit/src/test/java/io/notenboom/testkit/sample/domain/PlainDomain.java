// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.sample.domain;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Keeps every rule. */
public record PlainDomain(InstantSource clock, List<String> names, int[] numbers) {

    /** The injected time. */
    public Instant time() {
        return clock.instant();
    }

    /** A thing. */
    public VerifiedThing verify() {
        return new VerifiedThing();
    }
}
