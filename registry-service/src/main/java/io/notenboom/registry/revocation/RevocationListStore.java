// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.revocation;

import java.util.Optional;

/**
 * Keeps the revocation list that the Foundation published last, in a file that a web server may serve. Failures are
 * {@link io.notenboom.registry.log.LogFailureException}.
 */
public interface RevocationListStore {

    /** The list as it was saved last, DER; empty if there is none. */
    Optional<byte[]> load();

    /** Puts a list in the place of the one before, in whole; durable when it returns. */
    void save(byte[] encoded);
}
