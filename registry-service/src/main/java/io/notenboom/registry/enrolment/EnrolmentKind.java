// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.trust.key.KeyPurpose;
import java.util.Arrays;
import java.util.Optional;

/** The two certificates that a vendor gets from the Nuts Foundation. */
public enum EnrolmentKind {
    /** CA of the vendor's nodes. */
    NODE_CA("node-ca", "node CA", KeyPurpose.NODE_CA),
    /** CA of the vendor's contracts, which also signs its registration. */
    VENDOR_CA("vendor-ca", "vendor CA", KeyPurpose.VENDOR_CA);

    private final String wireName;
    private final String subjectPurpose;
    private final KeyPurpose purpose;

    EnrolmentKind(String wireName, String subjectPurpose, KeyPurpose purpose) {
        this.wireName = wireName;
        this.subjectPurpose = subjectPurpose;
        this.purpose = purpose;
    }

    /** The stable name. */
    public String wireName() {
        return wireName;
    }

    /** What follows the vendor's name in the certificate's common name. */
    public String subjectPurpose() {
        return subjectPurpose;
    }

    /** Purpose of its key. */
    public KeyPurpose purpose() {
        return purpose;
    }

    /** The kind with this name. */
    public static Optional<EnrolmentKind> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }
}
