// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import java.util.List;

/** What came of trying to get out. */
sealed interface Confinement {

    /** Nothing that was tried is permitted. */
    record Confined() implements Confinement {}

    /**
     * Something is permitted that must not be.
     *
     * @param ways in words, with the server; neither passwords nor anything that was read
     */
    record Escaped(List<String> ways) implements Confinement {
        /** Keeps a copy. */
        public Escaped {
            ways = List.copyOf(ways);
        }
    }

    /**
     * It could not be tried.
     *
     * @param why for the log, without passwords
     */
    record Undetermined(String why) implements Confinement {}
}
