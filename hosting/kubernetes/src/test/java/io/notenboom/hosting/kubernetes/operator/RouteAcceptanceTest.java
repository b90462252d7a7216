// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a gateway says about routes, and what is made of it. */
class RouteAcceptanceTest {

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final List<HasMetadata> routes =
            new NodeRenderer(Customers.platform()).render(Customers.small()).of(StepKind.ROUTES);

    @BeforeEach
    void apply() {
        routes.forEach(cluster::apply);
        cluster.objects.values().forEach(object -> object.getMetadata().setGeneration(2L));
    }

    private String outcome() {
        StepOutcome outcome = new RouteAcceptance(cluster).of(routes);
        return outcome.reason() + ": " + outcome.message();
    }

    private static Condition condition(String type, boolean status, String reason, long generation) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status ? "True" : "False")
                .withReason(reason)
                .withObservedGeneration(generation)
                .build();
    }

    @Test
    void acceptedRoutesAreDone() {
        cluster.answerRoutes(true);
        assertThat(outcome()).isEqualTo("Accepted: the gateway takes the routes");
    }

    @Test
    void theRouteOfPeersCountsAsWell() {
        cluster.answerHttpRoutes(condition("Accepted", true, "Accepted", 2));
        assertThat(outcome()).isEqualTo("GatewaySilent: the gateway has not said whether it takes TLSRoute registry");
        cluster.answerTlsRoutes(condition("Accepted", false, "NoMatchingListenerHostname", 2));
        assertThat(outcome())
                .isEqualTo("GatewayRefuses: the gateway does not take TLSRoute registry: NoMatchingListenerHostname");
    }

    @Test
    void whatWasSaidAboutAnEarlierVersionOfARouteCountsAsNothing() {
        cluster.answerRoutes(true);
        cluster.answerHttpRoutes(condition("Accepted", true, "Accepted", 1));
        assertThat(outcome()).startsWith("GatewaySilent");
    }

    @Test
    void aRouteThatLeadsNowhereIsAFailure() {
        cluster.answerRoutes(true);
        cluster.answerTlsRoutes(
                condition("Accepted", true, "Accepted", 2), condition("ResolvedRefs", false, "BackendNotFound", 2));
        assertThat(outcome())
                .isEqualTo("GatewayRefuses: the gateway cannot use what TLSRoute registry leads to: BackendNotFound");
    }
}
