// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.notenboom.testkit.FreePorts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the API server answers as it is put into a condition; the answers are those of Kubernetes 1.36. */
@EnableKubernetesMockClient
class ApiFailuresTest {

    private static final String TLS_ROUTES = "/apis/gateway.networking.k8s.io/v1alpha2/namespaces/n/tlsroutes";

    KubernetesMockServer server;
    KubernetesClient client;

    private static String outcome(Runnable call) {
        KubernetesClientException failure = catchThrowableOfType(KubernetesClientException.class, call::run);
        StepOutcome outcome = ApiFailures.outcome(failure);
        return outcome.reason() + ": " + outcome.message();
    }

    private void listTlsRoutes() {
        var unused = client.resources(TLSRoute.class).inNamespace("n").list();
    }

    @Test
    void aKindThatTheClusterDoesNotHave() {
        server.expect()
                .get()
                .withPath(TLS_ROUTES)
                .andReturn(404, "404 page not found\n")
                .once();
        assertThat(outcome(this::listTlsRoutes))
                .isEqualTo("ApiMissing: the cluster does not serve tlsroutes of"
                        + " gateway.networking.k8s.io/v1alpha2; install what brings them");
    }

    @Test
    void aRightThatTheOperatorLacks() {
        server.expect()
                .get()
                .withPath(TLS_ROUTES)
                .andReturn(
                        403,
                        new StatusBuilder()
                                .withCode(403)
                                .withReason("Forbidden")
                                .withMessage("what was sent")
                                .build())
                .once();
        assertThat(outcome(this::listTlsRoutes))
                .isEqualTo("ApiServerRefused: the API server answered 403 Forbidden for tlsroutes");
    }

    @Test
    void anObjectByName() {
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/n/configmaps/auth")
                .andReturn(
                        422,
                        new StatusBuilder().withCode(422).withReason("Invalid").build())
                .once();
        assertThat(outcome(() -> {
                    var unused = client.resources(ConfigMap.class)
                            .inNamespace("n")
                            .withName("auth")
                            .get();
                }))
                .isEqualTo("ApiServerRefused: the API server answered 422 Invalid for configmaps auth");
    }

    @Test
    void noAnswer() throws IOException {
        Config nowhere = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + FreePorts.any())
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient alone =
                new KubernetesClientBuilder().withConfig(nowhere).build()) {
            assertThat(outcome(() -> {
                        var unused = alone.namespaces().list();
                    }))
                    .isEqualTo("ApiServerSilent: the API server gave no answer; it is asked again");
        }
    }
}
