// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.revocation;

import io.notenboom.trust.x509.denylist.Denylist;
import java.util.Optional;

/** The signed denylist that this node gives to everybody. Safe for many threads. */
@FunctionalInterface
public interface DenylistPublication {

    /** The newest good list; empty if none is published, or there never was a good one. */
    Optional<Denylist> current();
}
