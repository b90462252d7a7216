// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import java.util.Arrays;
import java.util.Optional;

/** How far an enrolment is. */
public enum EnrolmentStatus {
    /** Made, but not received by the Foundation yet; only on the vendor's side. */
    CREATED("created"),
    /** Waits for a Nuts administrator. */
    PENDING("pending"),
    /** The certificate was issued. */
    ACCEPTED("accepted"),
    /** A Nuts administrator refused. */
    REFUSED("refused"),
    /** The certificate was issued and revoked later. */
    REVOKED("revoked");

    private final String wireName;

    EnrolmentStatus(String wireName) {
        this.wireName = wireName;
    }

    /** The stable name. */
    public String wireName() {
        return wireName;
    }

    /** The status with this name. */
    public static Optional<EnrolmentStatus> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName.equals(wireName))
                .findFirst();
    }
}
