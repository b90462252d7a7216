// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import java.util.Locale;

/** To what a token has to be bound, so that whoever steals it cannot use it. */
public enum SenderConstraint {
    /** To nothing, unless the client wants it. */
    NONE,
    /** To a key, by DPoP (RFC 9449). */
    DPOP,
    /** To a client certificate (RFC 8705). */
    MTLS,
    /** To one of both. */
    ANY;

    /** The name in the configuration. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
