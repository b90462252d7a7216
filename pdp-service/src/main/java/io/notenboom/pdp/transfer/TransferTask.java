// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.fhir.CustomerFhirServer.Identifier;
import io.notenboom.pdp.request.FhirVersion;
import java.util.Set;
import java.util.TreeSet;

/** Writes the eOverdracht Task of a transfer: parties by DID, one input, no personal data. */
public final class TransferTask {

    /** Identifier system of the transfer's id in its Task. */
    static final String TRANSFER_SYSTEM = "urn:notenboom:transfer";

    private static final String NUTS = "http://nuts.nl";
    private static final String SNOMED = "http://snomed.info/sct";
    private static final String PROFILE = "http://nictiz.nl/fhir/StructureDefinition/eOverdracht-Task";

    private TransferTask() {}

    static ObjectNode write(Transfer transfer, Set<String> senderDids, FhirVersion version) {
        ObjectNode task = JsonNodeFactory.instance.objectNode();
        task.put("resourceType", "Task");
        task.putObject("meta").putArray("profile").add(PROFILE);
        Identifier identifier = identifier(transfer);
        task.putArray("identifier")
                .addObject()
                .put("system", identifier.system())
                .put("value", identifier.value());
        task.put("status", transfer.origin().kind().start().wireName()).put("intent", "order");
        coding(task.putObject("code"), "308292007").put("display", "Overdracht van zorg");
        task.put("authoredOn", transfer.origin().created().toString());
        ObjectNode requester = task.putObject("requester");
        ObjectNode agent = version == FhirVersion.STU3 ? requester.putObject("agent") : requester;
        identifier(agent, senderDids);
        identifier(task.putObject("owner"), transfer.receiver().dids());
        addInput(task, transfer.origin().kind(), transfer.origin().composition());
        return task;
    }

    /** What the Task of a transfer is found by. */
    static Identifier identifier(Transfer transfer) {
        return new Identifier(TRANSFER_SYSTEM, transfer.id());
    }

    /** Whether a Task is that of a transfer as it starts. */
    static boolean isOf(Transfer transfer, JsonNode task) {
        return identifier(transfer).of(task)
                && transfer.origin()
                        .kind()
                        .start()
                        .wireName()
                        .equals(task.path("status").textValue());
    }

    private static boolean names(JsonNode task, String composition) {
        for (JsonNode input : task.path("input")) {
            if (composition.equals(
                    input.path("valueReference").path("reference").textValue())) {
                return true;
            }
        }
        return false;
    }

    /** Names a Composition in the input, unless it is there. */
    public static void addInput(ObjectNode task, TransferKind kind, String composition) {
        if (names(task, composition)) {
            return;
        }
        ArrayNode inputs = task.path("input") instanceof ArrayNode there ? there : task.putArray("input");
        ObjectNode input = inputs.addObject();
        coding(input.putObject("type"), kind.inputCode());
        input.putObject("valueReference").put("reference", composition);
    }

    private static ObjectNode coding(ObjectNode concept, String code) {
        return concept.putArray("coding").addObject().put("system", SNOMED).put("code", code);
    }

    /** The first DID in order; the others identify the same party in the flow. */
    private static void identifier(ObjectNode reference, Set<String> dids) {
        reference.putObject("identifier").put("system", NUTS).put("value", new TreeSet<>(dids).first());
    }
}
