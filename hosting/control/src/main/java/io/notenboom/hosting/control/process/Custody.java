// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.trust.key.KeyPurpose;
import java.util.List;
import java.util.Map;

/**
 * The host's side of a customer's custodian: it makes the place for keys, keeps unused ones ready, takes the node's identity away
 * and destroys keys. It never signs. Every method can be called again after a crash in the middle.
 */
interface Custody {

    /** The custodian is there, and the node may sign with it. */
    StepOutcome ensure(CustomerRecord customer);

    /** At least so many unused keys of each purpose are there. */
    StepOutcome keepReady(CustomerRecord customer, Map<KeyPurpose, Integer> unused);

    /** The node cannot sign any more; its keys stay. */
    StepOutcome revokeIdentity(CustomerRecord customer);

    /** Every key is destroyed for ever. */
    StepOutcome destroyKeys(CustomerRecord customer);

    /** Ids of the keys that {@link #destroyKeys} destroyed; empty before. */
    List<String> destroyed(CustomerRecord customer);
}
