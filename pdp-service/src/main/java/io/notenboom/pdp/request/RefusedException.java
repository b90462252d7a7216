// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** Leaves the grammar with a reason; never leaves this package. */
final class RefusedException extends Exception {

    private final Refusal reason;

    RefusedException(Refusal reason) {
        super(reason.wireName(), null, false, false);
        this.reason = reason;
    }

    Refusal reason() {
        return reason;
    }
}
