// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.dpop;

import io.notenboom.trust.secret.Secret;

/**
 * Keys for nonces, the same for all processes of the node. Safe for many threads and processes; throws a RuntimeException when
 * the key cannot be had.
 */
@FunctionalInterface
public interface NonceKeys {

    /** The key of a period, made at the first call for it: 256 random bits as text. */
    Secret key(long period);
}
