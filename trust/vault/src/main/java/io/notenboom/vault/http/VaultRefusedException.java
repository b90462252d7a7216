// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.http;

import io.notenboom.custody.CustodyException;

/** A Vault understood a call and does not do it. Trying again does not help. */
public final class VaultRefusedException extends CustodyException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    VaultRefusedException(VaultCall call, int status, String reason) {
        super("the Vault refused " + call + " (" + status + (reason.isEmpty() ? "" : ": " + reason) + ")"
                + (status == 403 ? "; see whether the token's policy allows it" : ""));
        this.status = status;
        this.reason = reason;
    }

    /** Whether the token is unknown or its policy does not allow the call; a Vault does not tell which. */
    public boolean isDenied() {
        return status == 403;
    }

    /** Whether the call met something that it must not meet: an older version, a name that is taken. */
    public boolean isBadRequest() {
        return status == 400;
    }

    /** What the Vault said, cut to one short line. */
    public String reason() {
        return reason;
    }
}
