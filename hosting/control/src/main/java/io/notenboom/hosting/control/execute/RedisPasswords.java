// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.execute;

import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.trust.rotation.RotatedKey;
import java.util.List;

/**
 * The passwords with which the services of nodes reach their Redis. A replacement goes on by itself when the steps of the customer
 * are carried out: Redis accepts both, the services are started again with the new one, the former one is taken out. Every method
 * may be repeated. Safe for many threads.
 */
public interface RedisPasswords {

    /** Those of a customer, the active one first; empty if its node has no Redis here. */
    List<RotatedKey> of(CustomerRecord customer);

    /** Makes a successor; nothing while a replacement is under way. */
    void begin(CustomerRecord customer);

    /**
     * Has the services' present password, and any that was made already, replaced: Redis accepts none of them from now on and
     * ends all connections of the customer's services. They reach Redis again when they have been started again.
     *
     * @throws RuntimeException if Redis does not do it; may be repeated
     */
    void replaceAtOnce(CustomerRecord customer);

    /**
     * Has Redis accept none but those of {@link #of}, and ends all connections of the customer's services; they connect again by
     * themselves.
     *
     * @throws RuntimeException if Redis does not do it; may be repeated
     */
    void disconnect(CustomerRecord customer);
}
