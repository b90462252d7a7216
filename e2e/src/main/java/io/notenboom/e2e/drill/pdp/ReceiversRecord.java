// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.e2e.client.AccessToken;
import io.notenboom.e2e.client.FhirStore;
import io.notenboom.e2e.client.ReceiverEhr;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoWorld;
import java.util.Set;
import java.util.TreeSet;

/**
 * The software of the receiver: reads through the sender's gateway what it was told of, and keeps it on its own FHIR server under
 * the ids that it has at the sender. A user reads medical data; the Task is read without one.
 */
final class ReceiversRecord {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DemoWorld world;
    private final String scope;
    private final ReceiverEhr ehr;
    private final FhirStore own;

    /** @param scope the scope that opens the sender's FHIR server */
    ReceiversRecord(DemoWorld world, String scope) {
        this.world = world;
        this.scope = scope;
        this.ehr = world.receiverEhr(CareOrganisation.RECEIVER);
        this.own = world.receiversFhir();
    }

    /** Status of reading a resource for a user, or for nobody. */
    int status(String reference, boolean user) {
        return read(token(user), reference).status();
    }

    private AccessToken token(boolean user) {
        return user
                ? ehr.requestTokenOfUser(world.senderIssuer(), scope, "e-4711")
                : ehr.requestToken(world.senderIssuer(), scope);
    }

    private ReceiverEhr.GatewayAnswer read(AccessToken token, String reference) {
        return ehr.call(token, "GET", world.gateway().fhirBase() + "/" + reference, null);
    }

    /** Reads the Task and a Composition with all that it names, and keeps them; answers how many resources that are. */
    int keep(String task, String composition) {
        keepTask(task);
        AccessToken user = token(true);
        JsonNode read = kept(user, composition);
        Set<String> named = new TreeSet<>();
        references(read, named);
        named.forEach(reference -> kept(user, reference));
        for (String reference : named) {
            requireKept(reference);
        }
        requireKept(composition);
        return named.size() + 2;
    }

    /** Reads the Task and keeps it as it is now. */
    void keepTask(String task) {
        JsonNode unused = kept(token(false), task);
    }

    private JsonNode kept(AccessToken token, String reference) {
        ReceiverEhr.GatewayAnswer answer = read(token, reference);
        if (answer.status() != 200) {
            throw new StepFailure("reading " + reference + " answered " + answer.status() + ": " + answer.body());
        }
        JsonNode resource = parse(answer.body());
        own.put(resource);
        return resource;
    }

    private void requireKept(String reference) {
        JsonNode there = own.get(reference);
        if (!reference.equals(
                there.path("resourceType").asText() + "/" + there.path("id").asText())) {
            throw new StepFailure("the receiver's FHIR server has no " + reference);
        }
    }

    /** Fails unless the Task that was kept is in a state. */
    void requireTask(String task, String state) {
        String kept = own.get(task).path("status").asText();
        if (!kept.equals(state)) {
            throw new StepFailure("the receiver kept the Task as " + kept + " instead of " + state);
        }
    }

    /** The receiver's own FHIR server. */
    FhirStore own() {
        return own;
    }

    private static void references(JsonNode node, Set<String> into) {
        if (node instanceof ObjectNode && node.path("reference").isTextual()) {
            into.add(node.path("reference").asText());
        }
        node.forEach(child -> references(child, into));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new StepFailure("the sender's gateway answered no JSON");
        }
    }
}
