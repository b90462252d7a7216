// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

/**
 * Where canonical forms are computed. That takes a millisecond for a credential, and up to the time limit for a document that
 * somebody made to take long, before any signature can be checked: whoever serves others beside gives it threads of its own.
 * Safe for many threads.
 */
@FunctionalInterface
public interface CanonicalWork {

    /** By the calling thread. */
    CanonicalWork BY_CALLER = Computation::compute;

    /** One computation. */
    @FunctionalInterface
    interface Computation {

        /** The canonical form. */
        byte[] compute() throws JsonLdException;
    }

    /** Computes, and returns when that is done. */
    byte[] run(Computation computation) throws JsonLdException;
}
