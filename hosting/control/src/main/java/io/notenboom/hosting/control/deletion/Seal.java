// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.key.KeyId;

/** Signs a statement with the control plane's own audit key. */
public interface Seal {

    /**
     * A signature.
     *
     * @param jws the statement as a compact JWS (RFC 7515) whose header has the public key
     * @param key by which key
     */
    record Sealed(String jws, KeyId key) {}

    /** Signs with the key that is active. */
    Sealed sign(ObjectNode statement);
}
