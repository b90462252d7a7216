// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import java.util.Set;

/** Who a subject of this customer is to the outside. Never throws. */
@FunctionalInterface
public interface SenderIdentity {

    /** The DIDs of a subject; empty when it has none or when that cannot be asked. */
    Set<String> dids(String subject);
}
