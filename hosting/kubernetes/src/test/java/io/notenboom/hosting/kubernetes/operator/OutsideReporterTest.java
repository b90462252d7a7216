// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.hosting.kubernetes.operator.OutsideReporter.Report;
import io.notenboom.hosting.kubernetes.resource.CustomerResources;
import io.notenboom.hosting.kubernetes.resource.NutsCustomer;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was done outside of the cluster, written into a customer's resource and read as the operator reads it. */
@EnableKubernetesMockClient(crud = true)
class OutsideReporterTest {

    private static final String SYSTEM = "notenboom-system";
    private static final Report DONE = new Report(Status.TRUE, "Mounted", "mount and policies are there");

    KubernetesMockServer server;
    KubernetesClient client;

    private OutsideReporter reporter;
    private long generation;

    @BeforeEach
    void create() {
        server.expectCustomResource(new CustomResourceDefinitionContext.Builder()
                .withGroup(NutsCustomer.GROUP)
                .withVersion(NutsCustomer.VERSION)
                .withKind("NutsCustomer")
                .withPlural("nutscustomers")
                .withScope("Namespaced")
                .withStatusSubresource(true)
                .build());
        generation = client.resource(CustomerResources.customer())
                .inNamespace(SYSTEM)
                .create()
                .getMetadata()
                .getGeneration();
        reporter = new OutsideReporter(client, SYSTEM);
    }

    private List<String> expected() {
        return reporter.expected("l1fe00").stream()
                .map(expected ->
                        expected.step().condition() + " " + expected.outcome().reason())
                .toList();
    }

    @Test
    void theOperatorReadsWhatWasReported() {
        assertThat(expected())
                .containsExactly(
                        "CustodyReady AwaitsControlPlane",
                        "KeysReady AwaitsControlPlane",
                        "RegistrySynced AwaitsControlPlane",
                        "DidPublished AwaitsControlPlane");
        assertThat(reporter.report("l1fe00", List.of(StepKind.CUSTODY, StepKind.KEYS), DONE, OptionalLong.empty()))
                .isEqualTo(generation);
        assertThat(reporter.report(
                        "l1fe00",
                        List.of(StepKind.REGISTRY_SYNC),
                        new Report(Status.FALSE, "Refused", ""),
                        OptionalLong.of(generation)))
                .isEqualTo(generation);
        assertThat(expected())
                .containsExactly(
                        "CustodyReady Mounted",
                        "KeysReady Mounted",
                        "RegistrySynced Refused",
                        "DidPublished AwaitsControlPlane");
        assertThat(client.resources(NutsCustomer.class)
                        .inNamespace(SYSTEM)
                        .withName("l1fe00")
                        .get()
                        .getSpec()
                        .path("publicHost")
                        .asText())
                .as("nothing else is written")
                .isNotEmpty();
    }

    @Test
    void whatWasDoneForAnotherSpecificationIsNotReported() {
        assertThatThrownBy(
                        () -> reporter.report("l1fe00", List.of(StepKind.KEYS), DONE, OptionalLong.of(generation + 7)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("changed");
        assertThatThrownBy(() -> reporter.report("l1fe00", List.of(StepKind.NODE), DONE, OptionalLong.empty()))
                .hasMessageContaining("the operator's to say");
        assertThatThrownBy(() -> reporter.report("absent", List.of(StepKind.KEYS), DONE, OptionalLong.empty()))
                .hasMessageContaining("no NutsCustomer absent");
        assertThatThrownBy(() -> new Report(Status.TRUE, "two words", "")).hasMessageContaining("one word");
        assertThatThrownBy(() -> new Report(Status.TRUE, "Done", "a\nb")).hasMessageContaining("one line");
        assertThat(expected()).allMatch(line -> line.endsWith("AwaitsControlPlane"));
    }
}
