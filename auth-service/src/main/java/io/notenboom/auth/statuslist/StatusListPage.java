// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.statuslist;

import io.notenboom.trust.did.Did;
import java.util.Objects;

/**
 * A page of entries of an own issuer. Each page is published in both forms of status lists.
 *
 * @param issuer own DID
 * @param number from 1 on
 */
public record StatusListPage(Did issuer, int number) {

    /** @throws IllegalArgumentException if the number is not positive */
    public StatusListPage {
        Objects.requireNonNull(issuer, "issuer");
        if (number < 1) {
            throw new IllegalArgumentException("pages are numbered from 1 on");
        }
    }

    /** The page after this one. */
    public StatusListPage next() {
        return new StatusListPage(issuer, number + 1);
    }
}
