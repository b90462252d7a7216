// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.InvalidCustomerException;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.hosting.kubernetes.resource.NutsCustomer;
import io.notenboom.hosting.kubernetes.resource.NutsCustomerStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the node of each customer to what is wanted: every time the whole plan, whose steps change nothing that is right
 * already. When the resource is deleted the customer is archived first, which may take as long as its steps take; keys,
 * namespace, volumes and backups stay: nothing here destroys them.
 */
@ControllerConfiguration(name = CustomerReconciler.NAME, finalizerName = CustomerReconciler.FINALIZER)
public final class CustomerReconciler implements Reconciler<NutsCustomer>, Cleaner<NutsCustomer> {

    /** Name of the controller, and of the owner of the fields that it writes. */
    public static final String NAME = "notenboom-operator";

    /** Keeps a deleted customer until it is archived. */
    public static final String FINALIZER = "hosting.notenboom.io/archive";

    private final PlanExecution execution;
    private final Pace pace;
    private final Clock clock;

    /** Over its parts. */
    public CustomerReconciler(PlanExecution execution, Pace pace, Clock clock) {
        this.execution = execution;
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * How often it looks again when nothing tells it to.
     *
     * @param steady at what is as wanted
     * @param waiting at what is under way, or failed
     */
    public record Pace(Duration steady, Duration waiting) {

        /** Five minutes, and ten seconds. */
        public static final Pace USUAL = new Pace(Duration.ofMinutes(5), Duration.ofSeconds(10));
    }

    @Override
    public UpdateControl<NutsCustomer> reconcile(NutsCustomer customer, Context<NutsCustomer> context) {
        NutsCustomerStatus status = carryOut(customer, null);
        boolean settled = Optional.ofNullable(status.phase())
                .filter(phase ->
                        !phase.equals(Phase.PROGRESSING.wireName()) && !phase.equals(Phase.DEGRADED.wireName()))
                .isPresent();
        Duration pause = settled ? pace.steady() : pace.waiting();
        return status.equals(customer.getStatus())
                ? UpdateControl.<NutsCustomer>noUpdate().rescheduleAfter(pause)
                : UpdateControl.patchStatus(statusOnly(customer, status)).rescheduleAfter(pause);
    }

    @Override
    public DeleteControl cleanup(NutsCustomer customer, Context<NutsCustomer> context) {
        NutsCustomerStatus status = carryOut(customer, DesiredState.ARCHIVED);
        boolean archived = Phase.ARCHIVED.wireName().equals(status.phase());
        if (archived || (isRefused(status) && neverBegun(customer))) {
            return DeleteControl.defaultDelete();
        }
        var unused = context.getClient().resource(statusOnly(customer, status)).patchStatus();
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(pace.waiting().toMillis());
    }

    private static boolean neverBegun(NutsCustomer customer) {
        return customer.getStatus() == null
                || customer.getStatus().model().stream()
                        .allMatch(condition -> condition.type().equals(StepKind.VALIDATE.condition()));
    }

    private static boolean isRefused(NutsCustomerStatus status) {
        return status.model().stream()
                .anyMatch(condition -> condition.type().equals(StepKind.VALIDATE.condition())
                        && condition.status() == Condition.Status.FALSE);
    }

    private NutsCustomerStatus carryOut(NutsCustomer customer, @Nullable DesiredState state) {
        long generation =
                Optional.ofNullable(customer.getMetadata().getGeneration()).orElse(0L);
        List<Condition> known =
                customer.getStatus() == null ? List.of() : customer.getStatus().model();
        try {
            CustomerSpec read = CustomerDocument.read(customer.getSpec());
            if (!read.id().value().equals(customer.getMetadata().getName())) {
                return refused(known, generation, "IdDiffers", "spec.id is not metadata.name");
            }
            CustomerSpec spec = state == null ? read : read.withDesiredState(state);
            OutsideReports outside = new OutsideReports(
                    Objects.requireNonNullElse(customer.getMetadata().getAnnotations(), Map.of()));
            PlanExecution.Result result = execution.carryOut(spec, known, outside, generation);
            return status(
                    result.conditions(),
                    generation,
                    result.phase().wireName(),
                    spec.version().value());
        } catch (InvalidCustomerException invalid) {
            return refused(known, generation, "Invalid", invalid.getMessage());
        }
    }

    private NutsCustomerStatus refused(List<Condition> known, long generation, String reason, @Nullable String why) {
        Condition condition = new Condition(
                StepKind.VALIDATE.condition(),
                Condition.Status.FALSE,
                reason,
                why == null ? reason : why,
                clock.instant(),
                generation);
        return status(condition.putInto(known), generation, Phase.DEGRADED.wireName(), null);
    }

    private static NutsCustomerStatus status(
            List<Condition> conditions, long generation, String phase, @Nullable String version) {
        return new NutsCustomerStatus(
                generation,
                phase,
                version,
                conditions.stream().map(NutsCustomerStatus.WrittenCondition::of).toList());
    }

    /** The resource with nothing but its name and status, so that nothing else is written. */
    private static NutsCustomer statusOnly(NutsCustomer customer, NutsCustomerStatus status) {
        NutsCustomer update = new NutsCustomer();
        update.setMetadata(new ObjectMetaBuilder()
                .withName(customer.getMetadata().getName())
                .withNamespace(customer.getMetadata().getNamespace())
                .build());
        update.setSpec(customer.getSpec());
        update.setStatus(status);
        return update;
    }
}
