// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.document.CustomerDocument;

/** Specifications of customers for tests. */
public final class Specs {

    private Specs() {}

    /** The specification of a customer with this id. */
    public static CustomerSpec of(String id) {
        return CustomerDocument.read("""
                id: %1$s
                publicHost: %1$s.nuts.example.nl
                peerHost: peer-%1$s.nuts.example.nl
                network: test
                version: 1.4.0
                """.formatted(id));
    }
}
