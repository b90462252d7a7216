// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.state;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.plan.CustomerPlan;
import io.notenboom.hosting.customer.plan.NodeStart;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.trust.customer.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the control plane knows of a customer.
 *
 * @param spec what is wanted
 * @param generation of the specification; one higher with each change, 1 at first
 * @param conditions how far it is
 * @param destruction id of the approved request to destroy it; null while it may live
 * @param created when it came to be
 * @param changed when its specification changed last
 */
public record CustomerRecord(
        CustomerSpec spec,
        long generation,
        List<Condition> conditions,
        @Nullable String destruction,
        Instant created,
        Instant changed) {

    public CustomerRecord {
        conditions = List.copyOf(conditions);
    }

    /** A new customer. */
    public static CustomerRecord of(CustomerSpec spec, Instant now) {
        return new CustomerRecord(spec, 1, List.of(), null, now, now);
    }

    /** Its id. */
    public CustomerId id() {
        return spec.id();
    }

    /** The plan that has to be carried out now. */
    public CustomerPlan plan() {
        return destruction == null ? CustomerPlan.of(spec, NodeStart.JOINING) : CustomerPlan.destruction(spec);
    }

    /** Where it is. */
    public Phase phase() {
        return plan().phase(conditions, generation);
    }

    /** The same, wanted otherwise. */
    public CustomerRecord wanted(CustomerSpec next, Instant now) {
        return new CustomerRecord(next, generation + 1, conditions, destruction, created, now);
    }

    /** The same, to be destroyed. */
    public CustomerRecord toDestroy(String request, Instant now) {
        return new CustomerRecord(spec, generation + 1, conditions, request, created, now);
    }

    /** The same with a condition found anew. */
    public CustomerRecord found(Condition condition) {
        return new CustomerRecord(spec, generation, condition.putInto(conditions), destruction, created, changed);
    }
}
