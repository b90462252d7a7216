// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.node;

/** The node answered, and not with what was asked for; the message is what it said. */
public final class NodeRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    NodeRefusedException(int status, String detail) {
        super(detail.isEmpty() ? "the node answered " + status : detail + " (" + status + ")");
    }
}
