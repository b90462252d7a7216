// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.record;

/** Where records of token requests are kept, in order and so that a change shows. Safe for many threads. */
@FunctionalInterface
public interface TokenJournal {

    /**
     * Adds a record; it is durable when this returns.
     *
     * @throws RuntimeException when it is not known to be
     */
    void append(TokenRecord record);
}
