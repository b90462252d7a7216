// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.rule.facts.StreamFacts;

/** Addition to the seed: a later registration in a stream may renew the vendor's data, not hand the stream over. */
public final class DoesTheRegistrationKeepItsVendor {

    /** Compares with the vendor of the stream; the first registration passes. */
    public Verdict answer(String vendor, StreamFacts facts) {
        return Verdict.of(
                facts.vendor().filter(known -> !known.equals(vendor)).isEmpty(),
                getClass(),
                "the stream is of another vendor");
    }
}
