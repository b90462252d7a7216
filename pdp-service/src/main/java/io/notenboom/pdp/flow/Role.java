// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.Locale;

/** The two sides of a transfer of care. */
public enum Role {
    /** Holds the data and the Task. */
    SENDER,
    /** Reads the data and answers through the Task. */
    RECEIVER;

    /** The name in the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
