// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import io.notenboom.hosting.control.deletion.DestructionCertificates;
import io.notenboom.hosting.control.execute.Backend;
import io.notenboom.hosting.control.state.Customers;

/** Makes the backend, which needs to know all customers and where certificates of destruction are written. */
@FunctionalInterface
public interface Backends {

    /** The backend of this control plane. */
    Backend make(Customers customers, DestructionCertificates certificates);
}
