// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.customer.plan.CustomerPlan;
import io.notenboom.hosting.customer.plan.NodeStart;
import io.notenboom.hosting.customer.plan.Step;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.hosting.kubernetes.resource.NutsCustomer;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes into customers' resources what was done for them outside of the cluster, for the operator to read: see
 * {@link OutsideReports}. It may be called as often as one likes.
 */
public final class OutsideReporter {

    /** Steps that are done outside of a cluster. */
    public static final Set<StepKind> STEPS =
            Set.of(StepKind.CUSTODY, StepKind.KEYS, StepKind.REGISTRY_SYNC, StepKind.DID, StepKind.REVOKE_IDENTITY);

    private static final int TRIES = 5;
    private static final Pattern REASON = Pattern.compile("[A-Z][A-Za-z0-9]{0,63}");
    private static final Pattern MESSAGE = Pattern.compile("\\P{Cntrl}{0,512}");

    private final KubernetesClient client;
    private final String namespace;

    /**
     * Through a client, which stays the caller's.
     *
     * @param namespace where the resources of customers are
     */
    public OutsideReporter(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * How a step went.
     *
     * @param reason one word that begins with a capital
     * @param message for people, without line breaks, at most 512 characters; may be empty
     */
    public record Report(Status status, String reason, String message) {
        public Report {
            if (!REASON.matcher(reason).matches()) {
                throw new IllegalArgumentException("a reason is one word of letters that begins with a capital");
            }
            if (!MESSAGE.matcher(message).matches()) {
                throw new IllegalArgumentException("a message has at most 512 characters, on one line");
            }
        }

        private String annotation(long generation) {
            return (generation + " " + status.wireName() + " " + reason + " " + message).strip();
        }
    }

    /**
     * A step that the plan of a customer has outside of the cluster.
     *
     * @param step which
     * @param description what it does
     * @param outcome what was reported for the present specification, or that nothing was
     */
    public record Expected(StepKind step, String description, StepOutcome outcome) {}

    /**
     * The steps that a customer's present specification needs, in order; of one that is being deleted those of archiving.
     *
     * @throws IllegalArgumentException if there is no such customer
     */
    public List<Expected> expected(String customer) {
        NutsCustomer found = find(customer);
        CustomerSpec spec = CustomerDocument.read(found.getSpec());
        CustomerSpec wanted = found.getMetadata().getDeletionTimestamp() == null
                ? spec
                : spec.withDesiredState(DesiredState.ARCHIVED);
        OutsideReports reports = new OutsideReports(annotations(found));
        return CustomerPlan.of(wanted, NodeStart.JOINING).steps().stream()
                .filter(step -> STEPS.contains(step.kind()))
                .map(step -> expected(step, reports, found.getMetadata().getGeneration()))
                .toList();
    }

    private static Expected expected(Step step, OutsideReports reports, long generation) {
        return new Expected(step.kind(), step.describe(), reports.of(step, generation));
    }

    /**
     * Reports how steps went.
     *
     * @param generation of the specification that it was done for; the present one without
     * @return the generation that was reported about
     * @throws IllegalArgumentException if there is no such customer, or a step is not done outside of a cluster
     * @throws IllegalStateException if the specification is another one by now, so that the steps have to be done again
     */
    public long report(String customer, Collection<StepKind> steps, Report report, OptionalLong generation) {
        steps.stream().filter(step -> !STEPS.contains(step)).findFirst().ifPresent(inside -> {
            throw new IllegalArgumentException(inside.condition() + " is the operator's to say");
        });
        NutsCustomer found = find(customer);
        long meant = generation.orElse(found.getMetadata().getGeneration());
        for (int attempt = 1; true; attempt++) {
            if (found.getMetadata().getGeneration() != meant) {
                throw new IllegalStateException("the specification of " + customer + " changed: it has generation "
                        + found.getMetadata().getGeneration() + ", and the steps were done for " + meant);
            }
            try {
                annotate(found, steps, report.annotation(meant));
                return meant;
            } catch (KubernetesClientException failure) {
                if (failure.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == TRIES) {
                    throw failure;
                }
                found = find(customer);
            }
        }
    }

    /** Writes only if nobody changed the resource since it was read, and nothing but these annotations. */
    private void annotate(NutsCustomer found, Collection<StepKind> steps, String value) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("resourceVersion", found.getMetadata().getResourceVersion());
        ObjectNode annotations = metadata.putObject("annotations");
        steps.forEach(step -> annotations.put(OutsideReports.key(step), value));
        var unused =
                resource(found.getMetadata().getName()).patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    }

    private static Map<String, String> annotations(NutsCustomer customer) {
        Map<String, String> annotations = customer.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    private Resource<NutsCustomer> resource(String customer) {
        return client.resources(NutsCustomer.class).inNamespace(namespace).withName(customer);
    }

    private NutsCustomer find(String customer) {
        NutsCustomer found = resource(customer).get();
        if (found == null) {
            throw new IllegalArgumentException("there is no NutsCustomer " + customer + " in namespace " + namespace);
        }
        return found;
    }
}
