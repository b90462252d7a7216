// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Signs a statement with the control plane's own audit key. */
public interface Seal {

    /** The statement as a compact JWS (RFC 7515) whose header has the public key. */
    String sign(ObjectNode statement);
}
