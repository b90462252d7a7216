// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.customer;

/** Whether the public listener asks clients for a certificate. */
public enum ClientCertificatePolicy {
    /** It does not. */
    NONE,
    /** It asks; a client may go on without. Whose certificate it is and what it is good for is decided by each operation. */
    REQUEST
}
