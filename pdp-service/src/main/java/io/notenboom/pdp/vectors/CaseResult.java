// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import java.util.Optional;

/**
 * How one case came out.
 *
 * @param title what the case is about; may be empty
 * @param failure what differs; empty when the case passed
 */
public record CaseResult(String id, String title, Optional<Failure> failure) {

    /**
     * What differs.
     *
     * @param check the check that decided, or the part of the answer that differs
     */
    public record Failure(String expected, String got, String check) {}

    static CaseResult passed(Case about) {
        return new CaseResult(about.id(), about.title(), Optional.empty());
    }

    static CaseResult failed(Case about, String expected, String got, String check) {
        return new CaseResult(about.id(), about.title(), Optional.of(new Failure(expected, got, check)));
    }
}
