// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.task.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer to a request, with every check in order. */
@CheckReturnValue
public sealed interface Decision {

    /** One report for each check, in order. */
    List<CheckReport> checks();

    /**
     * Permitted.
     *
     * @param basis on what ground
     * @param matchedFlow the one flow that carries the whole permit; none for a first notification and a narrow scope
     * @param scope the scope that opened this side
     * @param permittedStep the step of the Task that must be confirmed, for an update
     * @param obligations what the enforcement point must see to
     */
    record Permit(
            Basis basis,
            @Nullable Flow matchedFlow,
            String scope,
            @Nullable Step permittedStep,
            Set<Obligation> obligations,
            List<CheckReport> checks)
            implements Decision {

        public Permit {
            obligations = Set.copyOf(obligations);
            checks = List.copyOf(checks);
        }

        /** The flow that carries the permit. */
        public Optional<Flow> flow() {
            return Optional.ofNullable(matchedFlow);
        }

        /** The step to be confirmed. */
        public Optional<Step> step() {
            return Optional.ofNullable(permittedStep);
        }
    }

    /** Denied; {@code nearestFlow} is the flow that came furthest, for the log only. */
    record Deny(Reason reason, @Nullable Flow nearestFlow, List<CheckReport> checks) implements Decision {

        public Deny {
            checks = List.copyOf(checks);
        }
    }

    /** What an enforcement point must see to when it lets a request pass. */
    enum Obligation {
        /** The resource server's answer to the update must be confirmed. */
        CONFIRM("confirm"),
        /** The resource server must hold the update to the status, because its body was not shown. */
        TASK_STATUS_ONLY("task-status-only");

        private final String wireName;

        Obligation(String wireName) {
            this.wireName = wireName;
        }

        /** The name in answers. */
        public String wireName() {
            return wireName;
        }
    }

    /** Why a request is permitted. */
    enum Basis {
        /** A flow opens the resource. */
        FLOW("flow"),
        /** The scope itself names the resource. */
        NARROW_SCOPE("narrow_scope"),
        /** A notification about a known Task by its sender. */
        NOTIFICATION("notification"),
        /** A notification about a Task not known yet, by an identified organisation. */
        FIRST_CONTACT("first_contact");

        private final String wireName;

        Basis(String wireName) {
            this.wireName = wireName;
        }

        /** The name in the decision log. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * A permitted step of a Task. The flow takes it when the resource server's success is confirmed.
     *
     * @param remainderHash of the Task as it will be stored
     */
    record Step(TaskState from, TaskState to, String remainderHash) {}
}
