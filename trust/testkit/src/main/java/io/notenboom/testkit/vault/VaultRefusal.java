// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

/** Ends a call with a status and a reason. */
final class VaultRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    VaultRefusal(int status, String reason) {
        super(reason);
        this.status = status;
    }

    static VaultRefusal notFound() {
        return new VaultRefusal(404, "");
    }

    static VaultRefusal unsupported() {
        return new VaultRefusal(405, "unsupported operation");
    }

    int status() {
        return status;
    }
}
