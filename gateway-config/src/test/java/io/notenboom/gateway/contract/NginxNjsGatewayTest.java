// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gateway.run.RunnableGateway;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RecordingServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** NGINX with njs shows the PDP bodies and confirms updates itself. */
class NginxNjsGatewayTest extends GatewayContract {

    NginxNjsGatewayTest() {
        super(RunnableGateway.NGINX_NJS);
    }

    @Test
    @Override
    void aWriteReachesTheFhirServerByNoOtherWayThanADecisionAboutItsBody() throws IOException {
        HttpMessage answer = site().client().sendBody("PUT", "/fhir/Task/1", TASK, write());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(TASK);
        assertThat(answer.values("X-Decision-Id")).containsExactly("d-200");
        HttpMessage asked = site().pdp().received().getFirst();
        assertThat(asked.body()).isEqualTo(TASK);
        assertThat(asked.values("X-Original-Method")).containsExactly("PUT");
        assertThat(asked.values("X-Original-URI")).containsExactly("/fhir/Task/1");
        HttpMessage passed = site().fhir().last();
        assertThat(passed.startLine()).isEqualTo("PUT /fhir/Task/1 HTTP/1.1");
        assertThat(passed.body()).isEqualTo(TASK);
        assertThat(passed.values("Authorization")).containsExactly("Basic b3duOnNlY3JldA==");
        HttpMessage confirmed = site().pdp().last();
        assertThat(confirmed.startLine()).isEqualTo("POST /pdp/v1/decisions/d-200/confirmation HTTP/1.1");
        assertThat(confirmed.body()).isEqualTo("{\"status\":200}");
        assertThat(confirmed.values("X-PEP-Key")).containsExactly("the-pep-key-0123456789");
        assertThat(site().proxy().received()).isEmpty();
    }

    @Test
    void anUpdateWithAConditionGoesToTheProxy() throws IOException {
        HttpMessage answer = site().client().sendBody("PUT", "/fhir/Task/1", TASK, write("If-Match: W/\"1\""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.values("X-Decision-Id")).containsExactly("d-proxy");
        assertThat(site().proxy().last().values("If-Match")).containsExactly("W/\"1\"");
        assertThat(site().pdp().received()).isEmpty();
        assertThat(site().fhir().received()).isEmpty();
    }

    @Test
    void aRefusedUpdateIsToldAsThePdpTellsItAndChangesNothing() throws IOException {
        site().pdp()
                .respondWith(RecordingServer.answering(
                        422,
                        List.of("X-Decision-Id: d-422", "X-Decision-Reason: transition_not_allowed"),
                        "{\"resourceType\":\"OperationOutcome\"}"));
        HttpMessage answer = site().client().sendBody("PUT", "/fhir/Task/1", TASK, write());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("{\"resourceType\":\"OperationOutcome\"}");
        assertThat(answer.values("X-Decision-Reason")).containsExactly("transition_not_allowed");
        assertThat(site().fhir().received()).isEmpty();
    }

    @Test
    void aFailedUpdateIsConfirmedAsFailed() throws IOException {
        site().fhir().respondWith((request, answer) -> answer.close());
        assertThat(site().client()
                        .sendBody("PUT", "/fhir/Task/1", TASK, write())
                        .status())
                .isEqualTo(502);
        assertThat(site().pdp().last().body()).isEqualTo("{\"status\":502}");
    }
}
