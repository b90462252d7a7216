// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.execute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Registration;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.SpecProblem;
import io.notenboom.hosting.customer.plan.Step;
import io.notenboom.trust.customer.CustomerId;
import java.util.List;

/**
 * Where nodes run. It carries out steps, and decides about none of their order.
 *
 * <p>A step can be carried out any number of times, after a crash at any point of it as well: it looks at what is there and does
 * what lacks. It takes minutes at most, and tells a failure as an outcome; whatever it throws counts as failed. Two steps of one
 * customer are never carried out at the same time; those of different customers are.
 */
public interface Backend {

    /** What of a specification cannot be had here, in addition to what is wrong with it by itself. */
    List<SpecProblem> problems(CustomerSpec spec);

    /** Gives the customer's node who the customer is; replaces what it was given before. */
    void register(CustomerId customer, Registration registration);

    /** Carries out a step. */
    StepOutcome carryOut(Step step, CustomerRecord customer);

    /** The passwords with which services of nodes reach their Redis. */
    RedisPasswords redisPasswords();

    /** Where the node is, for whoever operates it; no secrets. Empty if there is none. */
    ObjectNode describe(CustomerRecord customer);
}
