// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.status;

import java.io.Serial;

/** A status list cannot be had from its host. */
public final class StatusListUnavailableException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param description what happened, without anything that the other side sent */
    public StatusListUnavailableException(String description) {
        super(description);
    }
}
