// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.log;

import java.util.List;

/** Durable store of fork evidence. Failures are {@link LogFailureException}. */
public interface ForkEvidenceStore {

    /** Stores evidence; durable when it returns. Storing the same again changes nothing. */
    void add(ForkEvidence evidence);

    /** Everything stored, by stream and sequence. */
    List<ForkEvidence> all();
}
