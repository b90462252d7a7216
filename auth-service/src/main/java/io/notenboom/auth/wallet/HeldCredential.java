// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.wallet;

import java.util.Objects;

/**
 * A credential in a wallet. It was verified when it was loaded.
 *
 * @param id its id
 * @param compact the credential: a compact JWT, or JSON
 */
public record HeldCredential(String id, String compact) {

    /** Checks that no part is missing. */
    public HeldCredential {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(compact, "compact");
    }
}
