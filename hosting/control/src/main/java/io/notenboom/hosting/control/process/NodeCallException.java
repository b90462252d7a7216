// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

/** A service of a node does not answer, or not as it should. */
final class NodeCallException extends RuntimeException {

    NodeCallException(String message) {
        super(message);
    }
}
