// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

/** A peer served what contradicts the checkpoint that it signed, or what no log has. The text holds nothing of what it sent. */
final class SourceLiedException extends Exception {

    private static final long serialVersionUID = 1L;

    SourceLiedException(String message) {
        super(message);
    }
}
