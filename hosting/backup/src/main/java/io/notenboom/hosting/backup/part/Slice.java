// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.part;

/**
 * A piece of a file: bytes of what is in a part.
 *
 * @param part name of the part
 * @param offset where they begin in it
 * @param length how many they are
 */
public record Slice(String part, long offset, long length) {

    /** @throws IllegalArgumentException for a place that there cannot be */
    public Slice {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a slice has a place and a length");
        }
    }
}
