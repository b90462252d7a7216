// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.plan.CustomerPlan;
import io.notenboom.hosting.customer.plan.NodeStart;
import io.notenboom.hosting.customer.plan.Step;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Phase;
import java.time.Clock;
import java.util.List;

/**
 * Carries out a customer's plan in a cluster: step after step, each only after the one before it is done. It remembers
 * nothing; where it is follows from what is there.
 */
public final class PlanExecution {

    private final Steps steps;
    private final Clock clock;

    /** Over what carries out single steps. */
    public PlanExecution(Steps steps, Clock clock) {
        this.steps = steps;
        this.clock = clock;
    }

    /** What carries out single steps. */
    public interface Steps {

        /**
         * Carries out one step as far as it can be now; repeated later it goes on.
         *
         * @param outside what the control plane says about steps outside of the cluster
         * @param generation generation of the specification
         */
        StepOutcome carryOut(Step step, CustomerSpec spec, OutsideReports outside, long generation);
    }

    /**
     * Where the customer is after an attempt.
     *
     * @param phase the phase that follows from the conditions
     * @param conditions all conditions
     */
    public record Result(Phase phase, List<Condition> conditions) {
        public Result {
            conditions = List.copyOf(conditions);
        }
    }

    /** One attempt at the whole plan of a specification. */
    public Result carryOut(CustomerSpec spec, List<Condition> known, OutsideReports outside, long generation) {
        CustomerPlan plan = CustomerPlan.of(spec, NodeStart.JOINING);
        List<Condition> conditions = known;
        for (Step step : plan.steps()) {
            StepOutcome outcome = attempt(step, spec, outside, generation);
            Condition condition = new Condition(
                    step.kind().condition(),
                    outcome.status(),
                    outcome.reason(),
                    outcome.message(),
                    clock.instant(),
                    generation);
            conditions = condition.putInto(conditions);
            if (outcome.status() != Condition.Status.TRUE) {
                break;
            }
        }
        return new Result(plan.phase(conditions, generation), conditions);
    }

    private StepOutcome attempt(Step step, CustomerSpec spec, OutsideReports outside, long generation) {
        try {
            return steps.carryOut(step, spec, outside, generation);
        } catch (KubernetesClientException failure) {
            return ApiFailures.outcome(failure);
        }
    }
}
