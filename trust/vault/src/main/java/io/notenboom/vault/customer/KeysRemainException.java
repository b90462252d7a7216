// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.customer;

import io.notenboom.custody.CustodyException;

/** A customer still has keys; removing it would destroy them for ever. */
public final class KeysRemainException extends CustodyException {

    private static final long serialVersionUID = 1L;

    KeysRemainException(String customer, int keys) {
        super("customer " + customer + " still has " + keys + " keys in the Vault; removing it destroys them for ever,"
                + " so say that they may be");
    }
}
