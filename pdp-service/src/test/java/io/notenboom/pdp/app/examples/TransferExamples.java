// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.notenboom.pdp.app.NodeAround;
import io.notenboom.pdp.app.StandIns;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.pdp.transfer.Inbox;
import io.notenboom.pdp.transfer.Transfer;
import io.notenboom.pdp.transfer.Transfer.Notification;
import io.notenboom.pdp.transfer.TransferStore;
import java.util.Map;
import java.util.Set;

/** The examples about transfers, from the advance notice to each of its ends, on both sides. */
final class TransferExamples {

    private static final String TRANSFER = "/pdp/v1/transfers/{id}";
    private static final String SENDER_TASK = "31";
    private static final String CANCELLED_TASK = "32";
    private static final String RECEIVED_TASK = "33";

    private final WireMockServer others = NodeAround.others();
    private final ExampleCalls calls;
    private final FlowRegister flows;
    private final TransferStore store;
    private final Inbox inbox;

    TransferExamples(ExampleCalls calls, FlowRegister flows, TransferStore store, Inbox inbox) {
        this.calls = calls;
        this.flows = flows;
        this.store = store;
        this.inbox = inbox;
    }

    void ask() {
        sends();
        cancels();
        notifies();
        receives();
    }

    private static String task(String id, String state) {
        return "{\"resourceType\":\"Task\",\"id\":\"" + id + "\",\"meta\":{\"versionId\":\"1\"},\"status\":\"" + state
                + "\",\"intent\":\"order\"}";
    }

    /** What the customer's FHIR server has. */
    private void stored(String id, String state) {
        others.stubFor(get(urlEqualTo("/backend/Task/" + id)).willReturn(okJson(task(id, state))));
        others.stubFor(put(urlEqualTo("/backend/Task/" + id)).willReturn(okJson(task(id, state))));
    }

    private JsonNode started(String task) {
        stored(task, "requested");
        others.stubFor(post(urlEqualTo("/backend/Task"))
                .willReturn(aResponse().withStatus(201).withBody(task(task, "requested"))));
        JsonNode started = calls.ask("post /pdp/v1/transfers", 201);
        calls.path.put("id", started.path("id").asText());
        return started;
    }

    /** As the receiver does, by way of the gateway. */
    private void receiverPuts(String flow, TaskState from, TaskState to) {
        String remainder = flows.find(flow).orElseThrow().task().remainderHash();
        assertThat(flows.changeState(flow, new FlowRegister.Step(from, to, remainder), "pep:gw"))
                .isInstanceOf(FlowRegister.Change.Done.class);
    }

    private void sends() {
        String flow = started(SENDER_TASK).path("flow").asText();
        calls.ask("get " + TRANSFER, 200);
        calls.ask("get /pdp/v1/transfers", 200);
        receiverPuts(flow, TaskState.REQUESTED, TaskState.ON_HOLD);
        calls.ask("post " + TRANSFER + "/request", 200);
        receiverPuts(flow, TaskState.REQUESTED, TaskState.ACCEPTED);
        stored(SENDER_TASK, "in-progress");
        calls.ask("post " + TRANSFER + "/handoff", 200);
        stored(SENDER_TASK, "completed");
        String completed =
                calls.send("post " + TRANSFER + "/complete", 200, Map.of()).path("state");
        assertThat(completed).isEqualTo("completed");
        calls.ask("post " + TRANSFER + "/request", 409);
    }

    private void cancels() {
        String flow = started(CANCELLED_TASK).path("flow").asText();
        receiverPuts(flow, TaskState.REQUESTED, TaskState.ON_HOLD);
        stored(CANCELLED_TASK, "cancelled");
        calls.ask("post " + TRANSFER + "/cancel", 200);
    }

    private void notifies() {
        String id = String.valueOf(calls.path.get("id"));
        calls.path.put("transfer", id);
        givenUp(id);
        calls.ask("get /pdp/v1/notifications", 200);
        calls.ask("post /pdp/v1/notifications/{transfer}/retry", 200);
        givenUp(id);
        calls.ask("post /pdp/v1/notifications/{transfer}/drop", 200);
    }

    /** Whatever attempt is under way finds another notification than it knew, and leaves it. */
    private void givenUp(String id) {
        Transfer transfer = store.find(id).orElseThrow();
        store.put(transfer.with(
                transfer.notification().after(16, Notification.State.GIVEN_UP, "The receiver answered status 503.")));
    }

    /** What the sender's FHIR server has, and what it stores. */
    private void remote(String now, String next) {
        others.stubFor(get(urlEqualTo("/remote/Task/" + RECEIVED_TASK)).willReturn(okJson(task(RECEIVED_TASK, now))));
        others.stubFor(put(urlEqualTo("/remote/Task/" + RECEIVED_TASK)).willReturn(okJson(task(RECEIVED_TASK, next))));
    }

    private void receives() {
        StandIns standIns = new StandIns(others);
        standIns.senderAt("/remote");
        String received = inbox.take("a", Party.ofDids(Set.of(standIns.receiverDid())), RECEIVED_TASK)
                .id();
        calls.path.put("id", received);
        remote("requested", "received");
        calls.ask("post " + TRANSFER + "/refresh", 200);
        assertThat(step("receive")).isEqualTo("received");
        remote("received", "accepted");
        assertThat(step("accept")).isEqualTo("accepted");
        remote("requested", "on-hold");
        assertThat(step("hold")).isEqualTo("on-hold");
        remote("requested", "rejected");
        assertThat(step("reject")).isEqualTo("rejected");
        remote("in-progress", "completed");
        assertThat(step("complete")).isEqualTo("completed");
    }

    private String step(String name) {
        return calls.ask("post " + TRANSFER + "/" + name, 200, Map.of())
                .path("state")
                .asText();
    }
}
