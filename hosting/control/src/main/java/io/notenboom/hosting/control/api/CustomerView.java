// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.state.CustomerJson;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.customer.plan.CustomerPlan;
import io.notenboom.hosting.customer.plan.Step;

/** Customers as the API shows them. */
public final class CustomerView {

    private CustomerView() {}

    /** In a list, and in events: where it is, and what holds it up. */
    public static ObjectNode brief(CustomerRecord customer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", customer.id().value())
                .put("generation", customer.generation())
                .put("phase", customer.phase().wireName())
                .put("desiredState", customer.spec().desiredState().wireName())
                .put("version", customer.spec().version().value())
                .put("network", customer.spec().network().value())
                .put("plan", customer.spec().plan().wireName())
                .put("publicHost", customer.spec().publicHost().value());
        customer.plan().steps().stream()
                .flatMap(step -> customer.conditions().stream()
                        .filter(condition -> condition.type().equals(step.kind().condition()))
                        .filter(condition -> condition.generation() == customer.generation()))
                .filter(condition -> condition.status() != io.notenboom.hosting.customer.status.Condition.Status.TRUE)
                .findFirst()
                .ifPresent(condition -> json.putObject("waitingFor")
                        .put("condition", condition.type())
                        .put("reason", condition.reason())
                        .put("message", condition.message()));
        return json;
    }

    /** Complete. */
    static ObjectNode full(CustomerRecord customer, ObjectNode node) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", customer.id().value())
                .put("generation", customer.generation())
                .put("phase", customer.phase().wireName())
                .put("created", customer.created().toString())
                .put("changed", customer.changed().toString());
        json.set("spec", CustomerDocument.write(customer.spec()));
        json.set("conditions", CustomerJson.conditions(customer.conditions()));
        json.set("node", node);
        return json;
    }

    /** What would be done. */
    static ObjectNode plan(CustomerRecord customer) {
        CustomerPlan plan = customer.plan();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", customer.id().value()).put("goal", plan.goal().wireName());
        ArrayNode steps = json.putArray("steps");
        for (Step step : plan.steps()) {
            String type = step.kind().condition();
            boolean holds = customer.conditions().stream()
                    .anyMatch(condition -> condition.type().equals(type)
                            && condition.generation() == customer.generation()
                            && condition.status() == io.notenboom.hosting.customer.status.Condition.Status.TRUE);
            steps.addObject()
                    .put("step", step.kind().wireName())
                    .put("condition", type)
                    .put("does", step.describe())
                    .put("holds", holds);
        }
        return json;
    }
}
